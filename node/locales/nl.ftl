### Woorden van de pagina's van een regio.

## Menu en titels

nav-worklist = Werkvoorraad
nav-candidates = Kandidaten
nav-vacancies = Vacatures
nav-employers = Werkgevers
nav-initiatives = Initiatieven
nav-handovers = Overdrachten
search-candidates = Zoek kandidaat op naam
title-sign-in = Inloggen
title-matches-of = Vacatures die passen bij { $name }
title-people-for = Mensen die passen bij { $name }
title-federation = Wat deze regio verlaat
title-accessibility = Toegankelijkheidsverklaring
title-privacy = Privacy
title-help = Hulp
title-about = Over Schakelnet
title-hand-over = { $name } overdragen
title-handover = Overdracht: { $name }
title-record-consent = Toestemming van { $name }
title-change-candidate = Gegevens van { $name } wijzigen
matches = Matches

## Stappen

step = Stap
steps = Voortgang in zeven stappen
step-1 = Aanmelding
step-2 = Coaching en competenties
step-3 = Matching
step-4 = Selectie
step-5 = Scholing
step-6 = Start nieuwe baan
step-7 = Begeleiding
step-done = Klaar:
all-steps = Alle stappen
expectation-1 = Kennismaken en vastleggen wat de kandidaat wil
expectation-2 = Skillspaspoort maken en een richting kiezen
expectation-3 = Passende vacature zoeken en voorstellen
expectation-4 = Meeloopstage plannen en samen beslissen
expectation-5 = Scholing volgen en voortgang bespreken
expectation-6 = Eerste weken in de nieuwe baan begeleiden
expectation-7 = Nagaan of de kandidaat en de werkgever verder kunnen
success-1 = De wens van de kandidaat staat op papier
success-2 = De skills zijn bevestigd en er is een richting
success-3 = Kandidaat en werkgever willen elkaar leren kennen
success-4 = Beide kanten zeggen ja
success-5 = De scholing is afgerond
success-6 = De kandidaat werkt
success-7 = De kandidaat werkt er een jaar later nog

## Werkvoorraad

add-candidate = Kandidaat toevoegen
worklist-steps = Trajecten per stap
worklist-empty = U heeft nog geen trajecten. Zoek een kandidaat en start een traject.
worklist-upcoming = Komende zeven dagen
worklist-late = Te laat
worklist-today = Vandaag
worklist-waiting = Wacht op ander
worklist-new = Nieuw
worklist-late-empty = Niets is te laat.
worklist-today-empty = Niets te doen vandaag.
worklist-waiting-empty = Niemand laat u wachten.
worklist-new-empty = Geen nieuwe trajecten.
number-of-cases = aantal:
show-all = Toon alle ({ $n })
waits-for = wacht op { $name }

## Kandidaten

candidates-search = Naam
whose = Van wie
whose-all = Iedereen
whose-mine = Mijn kandidaten
apply = Toepassen
print-filter = filter: { $name }
clear-filters = Wis filters
candidates-found = { $n ->
    [one] 1 kandidaat gevonden
   *[other] { $n } kandidaten gevonden
}
candidates-none-found = Geen kandidaat gevonden met deze filters. Controleer de spelling of zoek op een deel van de naam.
candidates-more-names = Alleen de namen die er het meest op lijken staan hier. Vul meer van de naam in om de andere te vinden.
candidates-empty = Deze regio heeft nog geen kandidaten. Voeg de eerste toe, of laat de beheerder een bestand inlezen.
pager = Bladeren
pager-previous = Vorige
pager-next = Volgende
pager-older = Ouder
pager-line = { $first } tot { $last } van { $total }
column-name = Naam
column-place = Plaats
column-due = Uiterlijk
column-owner = Verantwoordelijk
column-status = Status
column-skill = Skill
column-next = Hoe verder
column-level = Niveau
column-evidence = Bron
column-vacancy = Vacature
column-employer = Werkgever
column-hours = Uren
column-guarantee = Baangarantie
column-opened = Geopend
column-wanted = Hoe gevraagd
column-about = Over
column-do = Doen
column-size = Medewerkers
column-what = Wat
column-to = Naar
column-bytes = Grootte
column-made = Gemaakt
column-table = Tabel
column-period = Week
column-noise = Ruis
column-cost = Kosten (rho)
column-cells = Cijfers
no-case = geen traject

## Dossier

hand-over-to-region = Overdragen aan andere regio
next-action = Eerstvolgende actie
success-when = Gelukt als
move-to-step = Naar een andere stap
move-reason = Reden
move-reason-when = (nodig bij overslaan of teruggaan)
assign-case = Andere verantwoordelijke
assign-case-intro = Wie u kiest is vanaf nu verantwoordelijk en ziet het traject in de eigen werkvoorraad.
agree-case = Andere afspraak
agree-case-intro = Spreek een andere dag af, en als dat nodig is wat er dan moet gebeuren. Zonder eigen woorden geldt wat bij de stap hoort.
end-case = Traject beëindigen
end-case-intro = Een beëindigd traject komt niet meer in de werkvoorraad. Het dossier blijft; er kan later een nieuw traject beginnen.
ending-placed = Aan het werk, en de begeleiding is klaar
ending-stopped-by-person = De kandidaat stopt
ending-stopped-by-region = De regio stopt, en de kandidaat weet waarom
ending-other-help = Andere hulp past beter
label-ending = Hoe eindigt het
label-end-reason = Waarom
label-end-reason-hint = Een zin, zonder gegevens over gezondheid. De kandidaat kan hem lezen.
label-expected = Wat wordt er verwacht
label-expected-hint = Leeg: wat bij de stap hoort.
label-success = Gelukt als
error-owner = Kies wie verantwoordelijk wordt
error-expected = Vul in wat er wordt verwacht
error-success = Vul in wanneer het gelukt is
error-ending = Kies hoe het traject eindigt
error-end-reason = Vul in waarom het traject eindigt
change-candidate = Gegevens wijzigen
step-initiative = Initiatief
step-initiative-when = (bij scholing)
save = Opslaan
read-more-handover = Bekijk de overdracht
candidate-without-case = Voor deze kandidaat loopt geen traject. Start een traject om de zeven stappen te volgen.
start-case = Traject starten
candidate-facts = Gegevens
consents = Toestemmingen
consents-empty = Er is nog geen toestemming vastgelegd. Zonder toestemming gaat niets naar een andere regio.
consent-given = Gegeven
consent-withdrawn = Ingetrokken { $name }
consent-withdraw = Intrekken
record-consent = Toestemming vastleggen
timeline = Tijdlijn
timeline-empty = Er is nog niets gebeurd. Een gesprek, stap of toestemming komt hier te staan.
skills = Skills
skills-empty = Er staan nog geen skills in dit paspoort. Begin met de laatste baan.
more-skills = { $n ->
    [one] Nog 1 skill
   *[other] Nog { $n } skills
}
more-skills-to-learn = { $n ->
    [one] Nog 1 skill, te leren
   *[other] Nog { $n } skills, waarvan { $learn } te leren
}
best-matches = Beste matches
all-matches = Alle matches
matches-none = Er is nu geen vacature die past.
see-vacancies = Bekijk de vacatures
see-candidates = Bekijk de kandidaten
see-connection = Bekijk de verbinding met het netwerk
level-1 = 1 – begint
level-2 = 2 – met hulp
level-3 = 3 – zelfstandig
level-4 = 4 – leidt anderen
evidence-self = zelf genoemd
evidence-employer = bevestigd door werkgever
evidence-certificate = certificaat
evidence-assessment = assessment
fact-place = Woonplaats
fact-email = E-mail
fact-phone = Telefoon
fact-birth-date = Geboortedatum
fact-hours = Uren per week
fact-travel = Reistijd, enkele reis
fact-travel-value = tot { $n } minuten
fact-education = Opleiding
fact-occupation = Werk nu of laatst
fact-former = Eerder werk
fact-wishes = Wil naar
fact-languages = Talen
fact-remarks = Opmerkingen
unknown = niet bekend

## Matches

matches-intro = Op volgorde van hoe goed het past: welke gevraagde skills er zijn, welke erop lijken, en hoe iemand leert en wat iemand graag doet. Zeldzame skills tellen zwaarder. U beslist: de volgorde is een voorstel.
matches-found = { $n ->
    [0] Geen matches
    [one] 1 match
   *[other] { $n } matches
}
scope = Welke vacatures
scope-all = Alle
scope-own = Van deze regio
scope-network = Van andere regio's
back-to-file = Terug naar het dossier
back-to-vacancy = Terug naar de vacature
match-weighted = score { $name }
match-outside = Werkgever buiten het netwerk
match-factors = Wat telt er nog meer mee?
match-why = Waarom deze match?
match-why-of = Waarom deze match: { $name }
match-skill-held = Aanwezig
match-skill-like = Lijkt erop
match-skill-missing = Te leren
match-skill-helps = Helpt
match-next-confirm = Nu al; laat bevestigen, want zelf genoemd
match-next-held = Nu al, { $name }
match-next-train = Scholing of meeloopstage
match-next-on-the-job = Leren op het werk
match-next-optional = Niet nodig om te beginnen
rule-passed = Past
rule-failed = Past niet
rule-unknown = Navragen
in-region = regio { $name }
see-vacancy = Bekijk vacature
see-file = Open dossier
hand-over-to = Overdragen aan { $name }
advice-network = Kijk ook bij andere regio's
advice-file = Vul skills, uren of reistijd aan in het dossier
advice-vacancies = Bekijk alle vacatures

## Vacatures

add-vacancy = Vacature toevoegen
vacancies-search = Titel, werkgever of beroep
vacancies-meant = Ook gezocht op het beroep: { $name }.
vacancies-found = { $n ->
    [one] 1 vacature gevonden
   *[other] { $n } vacatures gevonden
}
vacancies-none-found = Geen vacature gevonden met deze filters.
vacancies-empty = Er zijn nog geen vacatures. Voeg er een toe, of wacht tot die van andere regio's binnenkomen.
region = Regio
all-regions = Alle regio's
own-region = (deze regio)
yes = Ja
no = Nee
vacancy-elsewhere = Deze vacature is van regio { $name }. Past iemand, dan draagt u met toestemming het traject over.
vacancy-closed-on = Deze vacature is gesloten op { $name }. Er wordt niemand meer voor voorgesteld.
vacancy-closed-elsewhere = Regio { $name } heeft deze vacature gesloten. Er wordt niemand meer voor voorgesteld.
close-vacancy = Vacature sluiten…
close-vacancy-internal = De vacature is vervuld of gaat niet door. Daarna wordt er niemand meer voor voorgesteld.
close-vacancy-public = De vacature is vervuld of gaat niet door. Daarna wordt er niemand meer voor voorgesteld, ook niet in andere regio's.
close-vacancy-now = Sluiten
vacancy-facts = Over het werk
vacancy-asks = Gevraagde skills
vacancy-asks-nothing = Deze vacature noemt nog geen skills. Vraag de werkgever wat iemand moet kunnen.
visibility = Zichtbaar voor
visibility-public = alle regio's (openbare vacature)
visibility-internal = alleen deze regio
want-essential = nodig
want-trainable = nodig, te leren op het werk
want-optional = helpt
best-people = Beste matches
people-none = Niemand van deze regio past nu binnen de eigen reistijd en uren.
people-closed = De vacature is gesloten. Er wordt niemand meer voor voorgesteld.
people-intro = Mensen van deze regio, binnen hun eigen reistijd en uren. De werkgever ziet niets voordat de kandidaat dat wil.
people-elsewhere = De vacature is van regio { $name }.
fact-employer = Werkgever
fact-work-place = Plaats
fact-region = Regio
fact-work = Beroep
fact-guarantee = Baangarantie
fact-entry-level = Wettelijk instapniveau
fact-opened = Geopend
fact-source = Openbaar op

## Werkgevers

add-employer = Werkgever toevoegen
employers-search = Naam
employers-found = { $n ->
    [one] 1 werkgever gevonden
   *[other] { $n } werkgevers gevonden
}
employers-empty = Geen werkgever gevonden. Voeg een werkgever toe om vacatures vast te leggen.
kvk = KvK-nummer
for-employer = voor { $name }
## Initiatieven

initiatives-intro = Programma's die mensen helpen over te stappen. Bij de stap scholing kiest u uit deze lijst.
initiatives-found = { $n ->
    [one] 1 initiatief
   *[other] { $n } initiatieven
}
initiatives-none-found = Geen initiatief gevonden in deze sector.
initiatives-empty = Er zijn nog geen initiatieven. De beheerder van de regio leest de lijst in.
all-sectors = Alle sectoren
column-sector = Sector
column-source = Genoemd in
steps-covered = Stappen
source-national-list = landelijke lijst
source-case-study = casus

## Overdrachten

handovers-decide = Te beslissen door deze regio
handovers-decide-empty = Niets te beslissen. Als een andere regio een traject aanbiedt, staat het hier.
handovers-waiting = Aangeboden door deze regio
handovers-waiting-empty = Er wacht geen aanbod bij een andere regio. U draagt over vanuit het dossier van een kandidaat.
handovers-ended = Afgerond
handover-someone = Een kandidaat van { $name }
other-region = Andere regio
owner-now = Eigenaar nu
offered-at = Aangeboden
expires-at = Vervalt
decided-at = Besloten
handover-way = Verloop van de overdracht
handover-drafted = Klaargezet
handover-offered = Aangeboden
handover-accepted = Aangenomen
handover-refused = Geweigerd
handover-expired = Verlopen
handover-withdrawn = Ingetrokken
handover-closed = Afgesloten
handover-drafted-meaning = Het aanbod staat klaar en gaat weg zodra het netwerk bereikbaar is. De regio die aanbiedt blijft eigenaar.
handover-offered-meaning = De andere regio kan nu beslissen. Tot die tijd is de regio die aanbiedt eigenaar.
handover-offered-here = Uw regio kan nu beslissen. Tot die tijd is de regio die aanbiedt eigenaar.
handover-accepted-meaning = Het traject is overgegaan. De ontvangende regio is nu eigenaar.
handover-refused-meaning = De andere regio neemt het traject niet aan. De regio die aanbood is eigenaar; wat verstuurd was, is onleesbaar gemaakt.
handover-expired-meaning = Niemand heeft op tijd beslist. De regio die aanbood is eigenaar; wat verstuurd was, is onleesbaar gemaakt.
handover-withdrawn-meaning = Het aanbod is teruggenomen. De regio die aanbood is eigenaar; wat verstuurd was, is onleesbaar gemaakt.
handover-closed-meaning = De ontvangende regio heeft het traject opgeslagen. Alleen het ontvangstbewijs blijft over.
answer-under-way = Het antwoord van het netwerk is onderweg.
asked-accept = Aannemen gevraagd
asked-refuse = Weigeren gevraagd
asked-withdraw = Intrekken gevraagd
refused-because = Reden: { $name }
accept-case = Traject aannemen
refuse-case = Niet aannemen…
refuse-reason = Reden
refuse-note = Toelichting
refuse-reason-missing = Kies een reden, zodat de andere regio verder kan
refuse = Weigeren
refusal-no-capacity = Geen ruimte bij adviseur of coach
refusal-nothing-fits = Niets in de regio past
refusal-wrong-region = Hoort bij een andere regio
refusal-incomplete = Er ontbreekt iets dat eerst nodig is
refusal-other = Andere reden
withdraw-offer = Aanbod intrekken
open-file = Dossier openen
download-receipt = Ontvangstbewijs opslaan
handover-preview = Wat u nu mag zien
handover-sent = Wat de andere regio nu ziet
handover-preview-empty = De toestemming laat voor het aannemen niets zien.
consent-covers = De toestemming geldt voor
handover-course = Verloop
from-region = Van
to-region = Naar
handover-sealed = Het dossier reist verzegeld mee en is pas leesbaar als de andere regio aanneemt. Het landelijke netwerk kan het nooit lezen.
handover-intro = Het traject gaat over met wat de toestemming noemt en niets meer. U blijft verantwoordelijk tot de andere regio aanneemt.
handover-which-consent = Naar welke regio
handover-consent-note = { $name }
handover-consent-missing = Kies een regio waarvoor toestemming is. Is die er nog niet, leg dan eerst de toestemming vast.
offer-case = Traject aanbieden
field-name = naam
field-contact = e-mail en telefoon
field-birth-date = geboortedatum
field-municipality = woonplaats
field-availability = uren en reistijd
field-education = opleiding
field-occupations = werk en wensen
field-languages = talen
field-skills = skills
field-remarks = opmerkingen
field-case-history = verloop van het traject

## Toestemming

consent-handover-to = Overdracht aan { $name }
consent-coach-contact = Vertrouwelijk contact met een coach
consent-employer-contact = Bekend worden bij een werkgever
consent-intro = Lees de tekst voor of laat hem lezen: uw traject gaat over naar een andere regio. Alleen wat u aankruist gaat mee. U kunt dit intrekken zolang de andere regio niet heeft aangenomen.
consent-region = Welke regio krijgt de gegevens
consent-fields = Wat gaat mee
consent-fields-hint = Naam en woonplaats zijn altijd nodig.
consent-channel = Hoe is de toestemming gegeven
channel-in-person = in een gesprek
channel-by-phone = aan de telefoon
channel-in-writing = schriftelijk
consent-region-missing = Kies de regio die de gegevens krijgt
consent-fields-missing = Kruis aan wat mee mag; naam en woonplaats zijn altijd nodig
consent-channel-missing = Kies hoe de toestemming is gegeven

## Formulieren

form-about-person = Over de kandidaat
form-about-work = Werk en wensen
form-about-availability = Beschikbaarheid
form-about-skills = Skills
form-about-employer = Over de werkgever
form-about-vacancy = Over de vacature
form-about-visibility = Zichtbaarheid
label-name = Naam
label-email = E-mailadres
label-phone = Telefoonnummer
label-birth-date = Geboortedatum
label-municipality = Gemeente
label-hours-min = Minimaal aantal uren per week
label-hours-max = Maximaal aantal uren per week
label-travel = Reistijd, enkele reis, in minuten
label-education = Hoogste opleiding
label-occupation = Werk nu of laatst
label-former = Eerder werk
label-present-employer = Werkgever nu
label-present-employer-hint = Deze werkgever ziet nooit dat iemand wil overstappen.
label-languages = Talen
label-target = Werk dat de kandidaat wil
label-years = Jaren ervaring
label-skills = Skills
label-skills-hint = Zoek op een woord en kruis aan. Wat u aankruist blijft staan.
label-graded-hint = Zoek op een woord, kruis aan en kies erachter. Wat u aankruist blijft staan.
label-remarks = Opmerkingen
label-remarks-hint = Geen burgerservicenummer en geen gegevens over gezondheid.
label-kvk-hint = Acht cijfers
label-sbi = Hoofdactiviteit (SBI)
label-sbi-hint = Bijvoorbeeld 87.10; leeg als u het niet weet
label-size = Aantal medewerkers
label-employer = Werkgever
label-title = Titel van de vacature
label-text = Tekst van de vacature
label-vacancy-occupation = Beroep
label-essential = Nodige skills
label-trainable = Daarvan te leren op het werk
label-optional = Skills die helpen
label-guarantee = Baangarantie
label-guarantee-yes = De werkgever geeft vooraf een contract onder voorwaarde
label-entry-level = Wettelijk instapniveau (onderwijs)
label-public = Wie mag deze vacature zien
label-public-yes = Alle regio's: de vacature is al openbaar
label-public-no = Alleen deze regio
label-source = Waar is de vacature openbaar
label-source-hint = Bijvoorbeeld het adres op de site van de werkgever
search-occupation = Zoek beroep
search-skill = Zoek skill
search-language = Zoek taal
add = Toevoegen
education-basis = basisonderwijs
education-vmbo = vmbo
education-mbo1 = mbo 1
education-mbo2 = mbo 2
education-mbo3 = mbo 3
education-mbo4 = mbo 4
education-havo = havo
education-vwo = vwo
education-hbo = hbo
education-wo = universiteit
picker-no-hits = Niets gevonden voor ‘{ $name }’. Probeer een ander of korter woord.
picker-no-text = Dit is geen tekst waarop gezocht kan worden. Typ een of meer woorden.
hours-range = { $min } tot { $max } uur
hours-exactly = { $n } uur

## Inloggen

label-account = Gebruikersnaam
label-password = Wachtwoord
sign-in = Inloggen
sign-in-help = Geen account of wachtwoord kwijt? De beheerder van de regio maakt een nieuw wachtwoord voor u.
sign-in-expired = U was niet meer ingelogd. Er is niets opgeslagen. Log in en ga dan terug met de knop van uw browser: daar staat nog wat u invulde.
sign-in-wrong = Gebruikersnaam of wachtwoord klopt niet
sign-in-name-missing = Vul uw gebruikersnaam in
sign-in-password-missing = Vul uw wachtwoord in
role-adviser = regionaal adviseur
role-coach = loopbaancoach
role-business-adviser = bedrijfsadviseur
role-operator = beheerder

## Delen

federation-intro = Drie soorten gegevens verlaten deze regio, en geen andere: cijfers met ruis, openbare vacatures, en verzegelde enveloppen met de besluiten daarover. Hier staat elke keer dat het gebeurde.
connected = Verbonden
not-connected = Geen verbinding
coordinator = Landelijk netwerk
in-queue = berichten wachten
oldest = oudste van { $name }
connection = Verbinding
not-joined = Deze regio is nog niet aangesloten op het netwerk. De beheerder sluit aan met `schakel-node join TOKEN`; tot die tijd verlaat niets de regio.
connection-lost = Het landelijke netwerk is niet bereikbaar. Alles binnen de regio werkt; wat weg moet, wacht en gaat daarna één keer.
state-in-network = Status van de regio
last-contact = Laatste contact
never = nog nooit
certificate-until = Certificaat geldig tot
directory-version = Versie van de regiolijst
queue = Wachtrij
queue-empty = Er wacht niets: alles is afgeleverd.
first-of = De eerste { $shown } van { $total }.
refused-for-good = Door het netwerk geweigerd
refused-for-good-help = Deze berichten gaan niet opnieuw weg. Geef de reden door aan de beheerder van de regio.
releases = Cijfers met ruis
releases-intro = Elke week gaan tabellen met aantallen kandidaten weg. Bij elk cijfer is toeval opgeteld, zodat niemand is terug te vinden. Dit is precies wat is verstuurd.
releases-count = { $n ->
    [one] Er is 1 publicatie.
   *[other] Er zijn { $n } publicaties.
}
publication-stopped = Deze regio verstuurt geen cijfers meer. Het landelijke netwerk heeft andere cijfers op naam van deze regio, dus een kopie van dit programma verstuurt ze ook. Zoek en stop de kopie; de beheerder vindt in de handleiding voor beheer hoe het verder gaat.
releases-empty = Er is nog geen tabel verstuurd.
how-releases-work = Hoe dit werkt
budget-line = Van het privacybudget van dit jaar is { $spent } van { $whole } (rho) gebruikt.
cells = { $n ->
    [one] 1 cijfer
   *[other] { $n } cijfers
}
table-total = Alle kandidaten
table-sub-major = Per beroepsgroep (43)
table-unit = Per beroep (436)
delivered = Afgeleverd
waits = Wacht
left-title = Alles wat is weggegaan
left-intro = Elk bericht dat het landelijke netwerk heeft ontvangen, nieuwste eerst. Een envelop is opgevuld tot een vaste maat, zodat de grootte niets verraadt. Verder vraagt dit programma alleen of er nieuws is en vernieuwt het zijn certificaat; daarin staat niets over mensen of werkgevers.
left-empty = Er is nog niets van deze soort weggegaan.
all-kinds = Alle soorten
tried = { $n } keer geprobeerd
kind-vacancies = Vacatures
kind-release = Cijfers met ruis
kind-offer = Aanbod van een traject
kind-decision = Besluit over een traject
kind-close = Ontvangst van een traject
kind-other = Bericht

## Meldingen na een handeling

done-candidate-added = De kandidaat is toegevoegd en het traject is gestart.
done-candidate-changed = De gegevens zijn gewijzigd.
done-employer-added = De werkgever is toegevoegd.
done-vacancy-added = De vacature is toegevoegd.
done-vacancy-closed = De vacature is gesloten.
done-step-moved = De stap is gewijzigd.
done-case-started = Het traject is gestart.
done-case-assigned = Het traject heeft een andere verantwoordelijke.
done-case-agreed = De afspraak is vastgelegd.
done-case-ended = Het traject is beëindigd.
done-consent-recorded = De toestemming is vastgelegd.
done-consent-withdrawn = De toestemming is ingetrokken.
done-offered = Het traject staat klaar voor de andere regio.
done-asked-accept = Uw besluit om aan te nemen is onderweg.
done-asked-refuse = Uw weigering is onderweg.
done-asked-withdraw = Het intrekken is onderweg.
done-signed-out = U bent afgemeld.

## Fouten

fault-title-not-found = Niet gevonden
fault-title-forbidden = Geen toegang
fault-title-wrong = Dat lukte niet
fault-title-internal = Er ging iets mis
next-worklist = Naar de werkvoorraad
next-sign-in = Inloggen
next-help = Naar de hulppagina

## Over, toegankelijkheid, privacy, hulp

about-intro = Schakelnet verbindt de arbeidsmarktregio's van Nederland, zodat mensen kunnen overstappen naar werk waar zij nodig zijn, ook over de grens van een regio.
about-region = Deze pagina's horen bij het knooppunt van één regio. De gegevens van mensen staan alleen hier.
about-sources = Bronnen
about-licence = Licentie
about-licence-text = Schakelnet is vrije software onder de EUPL 1.2. De broncode staat bij de uitgever van dit knooppunt.
accessibility-intro = Iedereen moet met deze pagina's kunnen werken: met toetsenbord, schermlezer, vergroting, op papier en zonder JavaScript.
accessibility-tested = Wat is getest
accessibility-tested-text = Elke pagina wordt bij elke wijziging automatisch getoetst aan WCAG 2.2, niveau A en AA, in het Nederlands en het Engels, ook op een scherm van 320 pixels breed.
accessibility-open = Wat nog niet is getest
accessibility-open-text = Er is nog niet met de hand getest met schermlezers, en nog niet door mensen met een beperking. Status: B, voldoet gedeeltelijk.
accessibility-keys = Toetsen
accessibility-keys-text = Met / gaat u naar het zoekveld. Alles werkt met Tab, Enter en de spatiebalk.
accessibility-contact = Loopt u vast?
accessibility-contact-text = Meld het bij de beheerder van regio { $name }. U krijgt binnen vijf werkdagen antwoord.
privacy-intro = De gegevens van kandidaten staan in de eigen database van regio { $name } en nergens anders.
privacy-leaves = Wat de regio verlaat
privacy-leaves-tables = Aantallen met ruis: niemand is erin terug te vinden, ook niet met andere kennis ernaast. Er is een jaarbudget dat niet kan worden overschreden.
privacy-leaves-vacancies = Openbare vacatures, zonder contactpersonen.
privacy-leaves-envelopes = Verzegelde enveloppen: een traject dat met toestemming naar één andere regio gaat, en dat alleen die regio kan openen.
privacy-see-what-left = Bekijk alles wat de regio heeft verlaten
privacy-people = Wie ziet uw dossier
privacy-people-text = Alleen de adviseurs en coaches van de regio. Elke keer dat iemand een dossier opent, wordt dat vastgelegd in een logboek dat niet kan worden gewijzigd. Een werkgever ziet niets voordat u dat wilt.
privacy-rights = Uw rechten
privacy-rights-text = U kunt uw gegevens inzien, laten verbeteren en laten wissen, en een toestemming altijd intrekken. Vraag het uw coach of adviseur.
privacy-cookies = Cookies
privacy-cookies-text = Deze pagina's gebruiken twee eigen cookies: een om u ingelogd te houden en een om uw taal te onthouden.
help-intro = Een traject heeft zeven stappen. Bij elke stap hoort één actie, één verantwoordelijke en een uiterste dag.
help-steps = De zeven stappen
help-handover = Een traject overdragen
help-handover-text = Past een kandidaat bij een vacature in een andere regio, leg dan de toestemming vast en bied het traject aan. U blijft verantwoordelijk tot de andere regio aanneemt.
help-matches = Hoe matches tot stand komen
help-matches-text = Een match telt welke gevraagde skills iemand heeft, hoe goed en hoe dat bekend is, en welke andere skills erop lijken. Zeldzame skills tellen zwaarder dan gewone, nodige zwaarder dan die helpen. Ontwikkelpotentie en interesses tellen een beetje mee; wat niet bekend is, telt als het midden. Reistijd, uren en begindatum zijn een grens. Leeftijd, geslacht, herkomst, naam en postcode tellen nooit mee. Het programma wijst niemand af: u beslist.
help-keys = Toetsen

## Aanvullingen van formulieren en lijsten

with-guarantee = met baangarantie
always-needed = altijd nodig
step-vacancy = Vacature
step-vacancy-when = (nodig bij selectie)
step-needs-vacancy = Kies voor de selectie om welke vacature het gaat
case-offered = Dit traject is aangeboden aan regio { $name }. Tot het besluit verandert er niets.
changed-meanwhile = Iemand anders heeft dit gewijzigd terwijl u bezig was. Er is nog niets opgeslagen. Bij elk veld dat verschilt staat wat er nu is opgeslagen; wat u invulde staat in het veld. Pas aan wat nodig is en sla opnieuw op.
changed-meanwhile-value = { $field }: opgeslagen is nu ‘{ $value }’
nothing-stored = niets
event-opened = Traject gestart
event-entered = Naar stap: { $name }
event-deadline-set = Andere afspraak gemaakt
event-owner-changed = Andere verantwoordelijke
event-offered = Aangeboden aan een andere regio
event-taken-back = Aanbod beëindigd; het traject loopt hier verder
event-given-away = Overgegaan naar een andere regio
event-ended = Traject beëindigd
event-noted = Gegevens aangevuld
event-consent = Toestemming vastgelegd
event-read = Dossier ingezien
event-read-line = In een lijst of zoekresultaat gezien
event-read-match = Bij een match gezien
event-read-case = Stand van het traject ingezien
event-read-handover = Stand van de overdracht ingezien
event-read-preview = Ingezien wat een regio voor het besluit ziet
times = ({ $n } keer die dag)
event-taken-in = Overgenomen van een andere regio
handover-no-case = Er loopt geen traject dat kan worden aangeboden.
handover-no-consent = Er is nog geen toestemming om dit traject aan een andere regio over te dragen.
handover-no-consent-for = Er is nog geen toestemming om dit traject aan regio { $name } over te dragen.
refuse-note-missing = Geef bij een andere reden een toelichting
sign-in-later = Te vaak een onjuist wachtwoord. Probeer het na { $name } opnieuw.
error-name = Vul een naam in
error-email = Vul een e-mailadres in zoals naam@voorbeeld.nl
error-phone = Vul een telefoonnummer in zoals 06 12345678
error-date = Vul een dag in die bestaat, zoals 28-02-1990
error-municipality = Kies een gemeente
error-hours = Vul een aantal uren in tussen 1 en 60
error-hours-order = Het minimale aantal uren moet tussen 1 en het maximale aantal liggen
error-travel = Vul een reistijd in tussen 1 en 240 minuten
error-education = Kies een opleiding uit de lijst
error-years = Vul een aantal jaren in
error-skill-level = Kies bij elke skill een niveau en een bron uit de lijst
error-language-level = Kies bij elke taal een niveau uit de lijst
error-bsn = Hier staat een burgerservicenummer. Dat mag hier niet worden bewaard: haal het weg.
error-too-long = De tekst is te lang: hoogstens { $n } tekens
error-unprintable = Er staan tekens in die niet te lezen zijn. Typ de tekst opnieuw.
error-kvk = Vul een KvK-nummer van acht cijfers in
error-kvk-twice = Er is al een werkgever met dit KvK-nummer
error-sbi = Vul een SBI-code in zoals 87.10
error-size = Kies het aantal medewerkers
error-employer = Kies een werkgever
error-title = Vul een titel in
error-occupation = Zoek en kies een beroep
error-essential = Zoek en kies minstens één nodige skill
error-source = Vul in waar de vacature openbaar is
network-none = nog niet aangesloten
network-joining = aansluiten gevraagd, wacht op goedkeuring
network-approved = toegelaten
network-suspended = geschorst
network-revoked = uitgesloten
release-intro = Dit is precies wat is verstuurd: aantallen met ruis. Een getal kan door de ruis ook onder nul liggen.
release-not-here = De cijfers van deze publicatie staan niet meer op dit knooppunt, alleen het ontvangstbewijs.
column-fingerprint = Vingerafdruk (SHA-256)
column-code = Code
column-group = Beroepsgroep
column-sent = Verstuurd aantal

problem-offer-not-taken = Het landelijke netwerk nam het aanbod niet aan. Het traject is weer van deze regio; de beheerder vindt de reden in het logboek.
problem-decision-not-taken = Het landelijke netwerk nam dit besluit niet aan. U kunt opnieuw besluiten; de beheerder vindt de reden in het logboek.
problem-beyond-consent = Het dossier is voor een andere regio of bevat meer dan waar de persoon mee instemde. Er is niets van bewaard; neem contact op met de regio die het stuurde.
problem-nobody-accepted = Dit traject is al aangenomen, maar dat staat niet in deze teruggezette kopie. Neem het hier opnieuw aan, dan is er weer iemand verantwoordelijk.
problem-case-missing = Het traject is van deze regio, maar het dossier staat niet in deze teruggezette kopie. Vraag de beheerder om een nieuwere kopie, of vraag de andere regio om wie het ging.
problem-cannot-be-opened = Het dossier is aangekomen maar kan niet worden geopend. De gegevens zijn er nog; vraag de beheerder om in het logboek te kijken.

delivery-unreachable = Het landelijke netwerk is niet bereikbaar
delivery-no-answer = Er kwam geen antwoord
delivery-not-believed = Het antwoord klopte niet en is niet vertrouwd
delivery-too-large = Het bericht is te groot
delivery-unknown-version = Het landelijke netwerk kent deze versie van het bericht niet
delivery-not-admitted = Deze regio is nu niet toegelaten
delivery-forbidden = Deze regio mag dit niet
delivery-bad-signature = De handtekening klopt niet
delivery-not-found = Wat het bericht noemt, bestaat niet
delivery-conflict = Het spreekt tegen wat er al is
delivery-refused = Het landelijke netwerk weigert het bericht
delivery-withdrawn = Ingetrokken voordat het vertrok
candidates-column = Uw werklijst: { $name }

## Ontwikkelvermogen, interesses, tests en voorstellen

form-about-potential = Ontwikkelvermogen
form-about-interests = Interesses
label-available = Beschikbaar vanaf
label-potential-hard = Vakvaardigheden leren
label-potential-soft = Omgang met anderen leren
label-potential-hint = Laat alles leeg als dit nog niet bekend is. Leeg telt nooit tegen de kandidaat.
label-potential-source = Wie zegt dit
label-potential-on = Vastgesteld op
label-interest-source = Van wie weten we dit
label-interest-hint = Alleen uit een test of van de kandidaat zelf. Laat anders alles leeg.
error-potential = Kies voor allebei hoe snel iemand leert, of laat alles bij ontwikkelvermogen leeg
error-potential-source = Kies wie dit zegt
error-potential-on = Vul in op welke dag dit is vastgesteld
error-interest = Kies bij elk soort werk hoe graag, of laat alles bij interesses leeg
error-interest-source = Kies van wie we dit weten
capacity-1 = kleine stappen, met veel hulp
capacity-2 = met hulp
capacity-3 = zoals de meeste mensen
capacity-4 = snel
capacity-5 = snel en zelfstandig
liking-0 = niet
liking-1 = een beetje
liking-2 = wel
liking-3 = graag
liking-4 = heel graag
interest-realistic = Werken met de handen, gereedschap, dieren of buiten
interest-investigative = Uitzoeken hoe iets zit
interest-artistic = Iets nieuws maken
interest-social = Mensen helpen en iets leren
interest-enterprising = Leiden, verkopen en regelen
interest-conventional = Ordenen en bijhouden
interests-none = geen van de zes soorten werk
source-coach = oordeel van de coach
source-test = uit een test
source-self = eigen antwoorden
fact-available = Beschikbaar vanaf
fact-potential = Ontwikkelvermogen
fact-interests = Interesses
available-unknown = Nog niet bekend. Vraag de kandidaat vanaf wanneer het kan.
potential-unknown = Nog niet bekend. Bespreek het met de kandidaat of vraag een test aan, en vul het in.
potential-value = Vakvaardigheden leren: { $hard }. Omgang met anderen leren: { $soft }. ({ $source }, { $day })
interests-unknown = Nog niet bekend. Vraag de kandidaat wat voor werk past, of vraag een test aan.
gaps = Wat nog nodig is voor het werk dat de kandidaat wil
gaps-empty = Er staat nog niet in welk werk de kandidaat wil. Vul dat in, dan staat hier wat er nog voor nodig is.
gap-unknown-title = Onbekend beroep
gap-unknown = Dit beroep staat niet meer in de lijst. Kies een ander.
gap-sentence = Van wat dit beroep vraagt: { $held } aanwezig, { $standins } waarvoor iets anders helpt, { $missing } te leren.
gap-missing = Te leren
gap-stand-ins = Waarvoor iets anders helpt
gap-stands-in = – { $held }: { $because }
gap-held = Aanwezig
tests = Testuitslagen
tests-empty = Er zijn nog geen testuitslagen. Een test laat zien wat iemand kan, los van diploma's.
test-skills = { $n ->
    [one] 1 skill getest
   *[other] { $n } skills getest
}
test-difference = In het dossier staat: { $known } ({ $evidence }). De test zegt: { $tested }. Er is niets veranderd; u kiest.
test-keep = Houd wat er staat
test-take = Neem de test over
take-test-result = Testuitslag toevoegen
title-test-result = Testuitslag toevoegen: { $name }
test-result-intro = Plak hier het bestand dat de test geeft. De skills komen als getest in het dossier. Zegt de test minder dan er al stond, dan blijft dat staan en kiest u.
label-test-document = Uitslag (JSON)
label-test-document-hint = Met name, provider, date, competences (uri en level 1 tot 4) en zo nodig interests. Geen gegevens over gezondheid.
error-test-document = Dit is geen uitslag in de juiste vorm. Open het bestand van de test en plak alles.
done-test-taken = De testuitslag staat in het dossier.
done-test-chosen = Uw keuze is opgeslagen.
proposals = Voorstellen
proposals-empty = Deze kandidaat is nog nergens voor voorgesteld. Kies een match, of stel zelf een vacature voor.
propose = Voorstellen
does-not-fit = Niet passend…
propose-own-idea = Zelf een vacature voorstellen
record-outcome = Wat kwam ervan?
see-proposal-report = Vergelijk matchlijst en eigen ideeën
title-propose = Voorstellen: { $name }
title-does-not-fit = Niet passend: { $name }
title-outcome = Wat kwam ervan: { $name }
propose-intro = U noteert hier dat u deze kandidaat voorstelt. Er gaat niets naar de werkgever: neem alleen contact op als de kandidaat dat goed vindt.
does-not-fit-intro = Uw reden blijft in het dossier van de kandidaat. De werkgever ziet hem niet.
label-proposal-vacancy = Vacature
label-proposal-vacancy-hint = Zoek op titel of werkgever en kies er een.
search-vacancy = Zoek vacature
error-proposal-vacancy = Zoek en kies een vacature
label-unfit-reason = Waarom niet
label-unfit-note = Toelichting
label-unfit-note-hint = Nodig bij een andere reden. Geen gegevens over gezondheid; de kandidaat kan dit lezen.
error-unfit-reason = Kies waarom niet
label-outcome = Wat kwam ervan
outcome-why = Als het niet doorgaat
error-outcome = Kies wat ervan kwam
unfit-skills = Er ontbreken skills
unfit-hours = De uren passen niet
unfit-travel = Het is te ver
unfit-wish = De kandidaat wil dit werk niet
unfit-start-date = De begindatum past niet
unfit-somebody-else = De werkgever koos iemand anders
unfit-vacancy-filled = De vacature is vervuld of ingetrokken
unfit-other = Een andere reden
proposal-unfit = Niet passend
proposal-proposed = Voorgesteld
proposal-interview = Gesprek
proposal-hired = Aangenomen
proposal-not-hired = Ging niet door
proposal-by-hand = eigen idee
proposal-from-list = uit de matchlijst, plaats { $place }, gewogen { $score } (gewichten: { $version })
done-proposed = Het voorstel staat in het dossier.
done-found-unfit = Genoteerd dat dit niet past.
done-outcome-recorded = Genoteerd wat ervan kwam.
title-proposal-report = Voorstellen vergeleken
report-intro = Werkt de matchlijst beter dan eigen ideeën van adviseurs? Hier staat wat van beide kwam.
report-empty = Er is nog niemand voorgesteld. Stel kandidaten voor uit de matchlijst en naar eigen idee; dan kunt u hier vergelijken.
report-way = Hoe voorgesteld
report-proposed = Voorgesteld
report-interviews = Gesprekken
report-hired = Aangenomen
report-of-proposed = Deel van de voorstellen
report-share = { $seen } (tussen { $low } en { $high })
report-too-few = te weinig voor een percentage
report-method = Tussen haakjes staat waar het echte percentage met 95% zekerheid ligt (Wilson). Onder tien voorstellen staat er geen percentage. Wie begon zonder gesprek telt ook bij gesprekken. Adviseurs kozen zelf; het is geen proef met loting.
arm-matching = Uit de matchlijst
arm-manual = Eigen idee
finding-too-few = Nog te weinig voorstellen om te vergelijken.
finding-none = Verschil niet aantoonbaar.
finding-matching = Voorstellen uit de matchlijst lukken vaker.
finding-manual = Eigen ideeën lukken vaker.
handover-stays-behind = Ontwikkelvermogen, interesses, de dag waarop iemand kan beginnen, testuitslagen en voorstellen gaan niet mee; de andere regio vraagt ze opnieuw.
label-level-group = Opleiding
level-group-all = Alle
level-group-mbo = mbo 1 tot en met 4
title-propose-for = Zelf iemand voorstellen: { $name }
propose-somebody = Zelf iemand voorstellen
label-proposal-person = Kandidaat
label-proposal-person-hint = Zoek op naam en kies er een.
search-person = Zoek kandidaat
error-proposal-person = Zoek en kies een kandidaat
## Vacatures: oorzaak, bereik en functiecreatie

outside-network = buiten het netwerk
vacancy-outside = Deze vacature komt uit een openbare bron. De werkgever doet niet mee in het netwerk. De vacature gaat niet naar andere regio's en staat in lijsten na die van het netwerk.
label-in-network = Doet de werkgever mee in het netwerk?
label-in-network-hint = Van wie niet meedoet, kunt u vacatures uit openbare bronnen toevoegen. Die blijven in deze regio.
label-in-network-yes = Ja
label-in-network-no = Nee, alleen bekend uit openbare bronnen
fact-wished-start = Gewenste start
fact-cause = Oorzaak van het tekort
label-starts-on = Gewenste startdatum
error-starts-on = Kies een dag als startdatum, of laat dit leeg
vacancy-cause = Waarom blijft de vacature open?
label-cause = Oorzaak van het tekort
label-cause-hint = Vraag het de werkgever. Er kan meer dan één oorzaak zijn.
cause-unattractive = Het werk, het beeld ervan of de voorwaarden trekken te weinig mensen
cause-demography = Er zijn te weinig mensen die kunnen werken
cause-narrow-criteria = De werkgever zoekt te nauw
cause-not-asked = nog niet gevraagd
cause-note = Oorzaak en startdatum vastleggen
cause-carve = De werkgever zoekt te nauw. Kijk welke taken echt een hoger niveau vragen. Knip de functie in tweeën als dat meer mensen een kans geeft.
done-cause-noted = De oorzaak en de startdatum zijn vastgelegd.

demands-diploma = eis is diploma
demands-title = De eis is een diploma of ervaring, geen skills
demand-no-skills = De vacature noemt geen enkele skill.
demand-diploma = De titel of de tekst vraagt een diploma of opleidingsniveau.
demand-years = De titel of de tekst vraagt jaren ervaring.
demands-prompt = Vraag de werkgever wat iemand moet kunnen, en schrijf dat op als skills. Een diploma haalt iemand later, tijdens het traject.
demands-instead = Bij dit beroep horen bijvoorbeeld:

reach-title = Zijn de eisen te streng?
reach-means = Zij hebben alle skills die vanaf de eerste dag nodig zijn, en reistijd en uren passen.
reach-nothing-required = Geen skill is vanaf de eerste dag nodig. De eisen kunnen niet soepeler.
reach-caption = Hoeveel mensen van deze regio erbij komen als de skill te leren is op het werk, of alleen helpt
reach-column = Extra mensen
reach-people = { $n ->
    [one] 1 mens past.
   *[other] { $n } mensen passen.
}
reach-few = Minder dan 10 mensen passen.
reach-more = { $n } mensen erbij
reach-more-few = minder dan 10 mensen erbij

carve-title = Functie knippen
carve-of = Functie knippen: { $name }
carve-intro = Vraagt een vacature hbo-niveau, kijk dan of alle taken dat vragen. Knip de functie in een deel met mbo-taken en een deel met hbo-taken. Dan passen er meer mensen, en doet wie hbo-niveau heeft meer werk op dat niveau.
carve-begin = Beschrijf de taken
carve-look = Bekijk de taken en wat knippen oplevert
carve-not-any-more = Deze vacature is gesloten en wordt niet meer geknipt.
carved-from = Deze vacature is een deel van:
carved-into = Deze vacature is geknipt in:
carve-tasks = Taken
carve-no-tasks = Er zijn nog geen taken. Loop met de werkgever een week door en schrijf op wat iemand doet.
task = Taak
task-of-vacancy = Taak van de vacature
task-add = Taak toevoegen
task-change = Wijzigen
task-remove = Verwijderen
task-time = Tijd per week
task-level = Niveau
task-level-hint = Welk denkniveau vraagt deze taak? Kijk naar het werk, niet naar een diploma.
task-level-mbo = mbo
task-level-hbo = hbo
task-skills = Wat moet iemand kunnen?
column-task-skills = Wat iemand moet kunnen
task-without-skills = nog geen skills
task-description = Wat doet iemand?
task-hours = Uren per week
task-minutes = En minuten
error-task = Schrijf in één regel wat iemand doet
error-task-time = Vul een tijd in van 1 minuut tot en met 60 uur per week
error-task-level = Kies het niveau van de taak
done-task-saved = De taak is opgeslagen.
done-task-removed = De taak is verwijderd.
week-hours = { $n } uur
week-minutes = { $n ->
    [one] 1 minuut
   *[other] { $n } minuten
}
week-hours-and-minutes = { $hours } uur en { $minutes ->
    [one] 1 minuut
   *[other] { $minutes } minuten
}
carve-together = Samen duren de taken { $name } per week.
carve-job = De baan is { $name }.
carve-parts = De twee delen
carve-part-mbo = Deel met mbo-taken
carve-part-hbo = Deel met hbo-taken
carve-fit = Wie past er?
carve-remainder = Van de baan zit { $name } per week in geen enkele taak, zoals overleg of wachten. Die tijd komt in geen van beide delen. Zet haar in een taak als zij nodig is.
carve-no-remainder = De tijd van de twee delen is samen precies de tijd van alle taken.
carve-not-needed = Gevraagd, maar bij geen enkele taak nodig:
carve-gain = Wat het oplevert
carve-before = Past op de hele functie
carve-after = Past op ten minste één deel
carve-challenge = Uitdaging voor hbo'ers
carve-challenge-value = Van de tijd van de hele functie is { $name } werk op hbo-niveau. In het deel met hbo-taken is dat alles.
carve-counted = Geteld zijn mensen van deze regio die alle nodige skills hebben en voor wie reistijd en uren passen. Een aantal onder de 10 tonen we niet. Is het verschil klein, dan tonen we het tweede aantal ook niet.
carve-elsewhere = In andere regio's
carve-elsewhere-unknown = Van andere regio's nog niet bekend. Wij vragen het niet aan hen, maar gebruiken de cijfers die het landelijke netwerk elke week bekendmaakt. Kijk later nog eens.
carve-post = Knippen en plaatsen
carve-post-means = De vacature wordt gesloten. De twee delen komen ervoor in de plaats, met dezelfde werkgever, plaats en zichtbaarheid. Klopt een deel nog niet? Wijzig dan eerst de taken.
carve-now = Knippen en plaatsen
done-vacancy-carved = De vacature is geknipt. De twee delen staan onder Functie knippen.
## Scholing en leerwegen

title-training = Scholing voor een beroep
title-learning-paths = Nu en na scholing
title-paths-to = Nu en na scholing: { $name }
title-paths-of = Werk nu en na scholing voor { $name }
training-by-occupation = Zoek scholing voor een beroep
training-intro = Kies een beroep. U ziet welke scholing er in deze regio of online voor is.
training-occupation = Beroep
training-search = Zoek scholing
training-for = Scholing voor: { $name }
training-none = Er is geen traject voor dit beroep in deze regio of online.
training-see-initiatives = Bekijk alle initiatieven
training-again = Zoek een ander beroep
training-others = Andere beroepen die hierop lijken
teaches-part = leert { $n } van de { $of } onmisbare skills
column-module = Module
column-teaches = Wat u leert
column-length = Duur
column-money = Kosten
initiative-facts = Gegevens
initiative-intake = Aanmelden
initiative-intake-intro = Dit is een loket van de sector. Mensen melden zich hier aan:
initiative-modules = Modules
initiative-no-modules = Van dit initiatief is nog niet bekend wat men er leert.
module-teaches = Wat u leert
module-opens = Beroepen die dit dichterbij brengt
fact-kind = Soort
fact-works-in = Regio
fact-module-starts = Begint
fact-seats = Plaatsen
fact-certificate = Bewijs
kind-programme = programma
kind-sector-desk = loket van de sector
reach-nationwide = hele land
starts-continuous = elke dag
place-online = online
length-of-module = { $weeks ->
    [one] 1 week van { $hours } uur
   *[other] { $weeks } weken van { $hours } uur
}
costs-nothing = gratis
pays-employer = { $name } van de werkgever
pays-training-fund = { $name } uit het O&O-fonds
pays-subsidy = { $name } uit subsidie
pays-own = { $name } eigen bijdrage
outlook-title = Wie past nu, wie past na scholing
outlook-count = { $now } passen nu, { $after } na hoogstens { $months } maanden scholing.
outlook-counted = { $n ->
    [one] Geteld is 1 persoon: wie nu een gevraagde skill heeft en bij wie geen regel in de weg staat.
   *[other] Geteld zijn de { $n } mensen die nu het best passen, hoogstens 500.
}
outlook-counted-few = Een aantal onder de { $n } tonen wij niet, zodat niemand te herkennen is.
fewer-than = minder dan { $n }
outlook-initiatives = Deze initiatieven van regio en sector kunnen helpen:
outlook-no-initiative = Geen traject: er is geen initiatief van deze regio en sector.
outlook-not-taught = Geen traject voor: { $name }.
outlook-choices = Dit kan de werkgever doen:
outlook-people = Wie past nu en na scholing
paths-none = Niemand en niets past nu of binnen zes maanden scholing.
paths-of-candidate = Eerst het werk dat nu past, dan het werk dat na scholing past. Wat het eerst kan, staat boven.
see-after-training = Bekijk ook wat na scholing past
## Beroepen en antwoorden

occupations = Beroepen
title-occupations-of = Wat kan { $name } worden?
title-way-to = De weg naar { $name }
see-occupations = Wat kan deze persoon worden?
occupations-intro = Beroepen die passen bij wat iemand kan en nu doet, ook in andere sectoren. De volgorde is een voorstel: u beslist samen.
occupations-found = { $n ->
    [0] Geen beroepen gevonden
    [one] 1 beroep
   *[other] { $n } beroepen
}
occupations-start = { $n ->
    [0] Vertrekpunt: het beroep { $name }; er zijn nog geen skills ingevuld.
    [one] Vertrekpunt: het beroep { $name } en 1 skill.
   *[other] Vertrekpunt: het beroep { $name } en { $n } skills.
}
occupations-start-skills = { $n ->
    [one] Vertrekpunt: 1 skill; het beroep is niet bekend.
   *[other] Vertrekpunt: { $n } skills; het beroep is niet bekend.
}
occupations-none = Met deze keuze zijn er geen beroepen.
occupations-no-start = Er zijn nog geen skills en geen beroep bekend. Vul er eerst één in.
among = Welke beroepen
among-all = Alle, ook in andere sectoren
among-other = Alleen andere sectoren
among-shortage = Alleen sectoren met een tekort
other-sector = andere sector
shortage-sector = sector met een tekort
feasible-well = Goed haalbaar ({ $n } van 100)
feasible = Haalbaar ({ $n } van 100)
feasible-with-learning = Haalbaar met meer leren ({ $n } van 100)
feasible-far = Een grote stap ({ $n } van 100)
occupation-counted = { $held ->
        [one] 1 skill is
       *[other] { $held } skills zijn
    } er (waarschijnlijk), { $substituted ->
        [one] 1 wordt
       *[other] { $substituted } worden
    } vervangen door iets wat erop lijkt, { $missing ->
        [one] 1 is
       *[other] { $missing } zijn
    } nieuw.
occupation-openings = Open vacatures: { $own } in deze regio, { $others } in andere regio's; { $group } in de hele beroepsgroep.
occupation-skills = Wat dit beroep vraagt
occupation-skills-of = Wat dit beroep vraagt: { $name }
occupation-why = Waarom, of hoe verder
occupation-perhaps = Waarschijnlijk
occupation-stands-in = Vervangen
occupation-next-held = Staat in het dossier
occupation-next-perhaps = Hoort bij het huidige werk: vraag het na
mark-viable = Haalbaar
mark-not-viable = Nog niet haalbaar
mark-viable-because = De overstap scoort { $n } van 100.
mark-viable-threshold = Haalbaar: de overstap scoort ten minste { $n } van 100.
mark-desirable = Wenselijk
mark-not-desirable = Niet wenselijk
mark-desirable-unknown = Wenselijkheid niet bekend
mark-desirable-because = { $level }; open vacatures met gewenste uren: { $n }.
mark-desirable-threshold = { $n ->
    [one] Wenselijk: het werk heeft geen lager niveau en er is ten minste 1 open vacature met de gewenste uren.
   *[other] Wenselijk: het werk heeft geen lager niveau en er zijn ten minste { $n } open vacatures met de gewenste uren.
}
mark-level-unknown = Het niveau van het huidige werk is niet bekend
mark-safe = Veilig
mark-not-safe = Niet zeker veilig
mark-safe-because = Open vacatures in de beroepsgroep: { $n }.
mark-safe-threshold = Veilig: er zijn ten minste { $n } open vacatures in de hele beroepsgroep, in alle regio's samen.
marks-meaning = Haalbaar, wenselijk, veilig: wat betekent dat?
marks-caution = Loon en risico op automatisering tellen niet mee: die zijn hier niet bekend. De drie woorden veranderen de volgorde niet.
see-way = Bekijk de weg ernaartoe
way-now = Nu
way-from-skills = de skills uit het dossier
way-straight = De overstap kan in één stap; een tussenstap maakt het niet duidelijk makkelijker.
way-with-a-stop = Met een tussenstap wordt de moeilijkste stap duidelijk makkelijker.
way-skills = Skill voor skill
way-parts = Hoe de score is opgebouwd
back-to-occupations = Terug naar alle beroepen
receipt-title = Waarop is gezocht
receipt-applied = Meegewogen
receipt-ignored = Niet meegewogen, en waarom
receipt-ignored-none = Niets: alles wat bekend is, telt mee.
receipt-held-back = Niet getoond door een regel
receipt-held-back-none = Niemand en niets: geen regel hield iets tegen.
receipt-limit = Er kunnen er meer zijn: deze lijst is vol.
never-found = Nooit gevonden
never-intro = Bij ‘Nooit gevonden’ staat wie of wat in geen enkele lijst met matches komt. Vul aan wat ontbreekt, dan kan dat wel. Bij ‘Wel gevonden’ is alleen iets niet bekend: dat kost niemand een plaats in een lijst.
never-people = { $n ->
    [one] 1 persoon in totaal
   *[other] { $n } personen in totaal
}
never-vacancies = { $n ->
    [one] 1 vacature in totaal
   *[other] { $n } vacatures in totaal
}
never-cause = Oorzaak
never-count = Hoeveel
never-effect = Gevolg
never-hides = Nooit gevonden
never-shows = Wel gevonden; iets is niet bekend
never-no-skills = Geen skills ingevuld
never-no-skills-next = Vul samen ten minste één skill in
never-nothing-asked = Skills waar geen open vacature om vraagt
never-nothing-asked-next = Kijk bij de beroepen die passen, en vul skills aan
never-resting = De persoon vroeg om met het dossier niets te doen
never-resting-next = Niets: dat is een recht
never-hours = Uren niet bekend
never-hours-next = Vraag naar de gewenste uren
never-education = Opleiding niet bekend
never-education-next = Vraag naar de hoogste opleiding
never-travel = Woonplaats of reistijd niet bekend
never-travel-next = Vraag waar iemand woont en hoe lang reizen mag duren
never-vacancy-no-skills = Vraagt om geen enkele skill uit de lijst
never-vacancy-no-skills-next = Vraag de werkgever wat het werk vraagt
never-vacancy-nobody = Vraagt om skills die niemand hier heeft
never-vacancy-nobody-next = Bespreek met de werkgever wat op het werk te leren is
never-vacancy-hours-next = Vraag de werkgever naar de uren
never-vacancy-place = Gemeente niet bekend
never-vacancy-place-next = Vraag de werkgever waar het werk is
never-list-empty = Niemand (meer) met deze oorzaak.
never-list-more = De eerste { $n } staan hier.
title-about-matching = Hoe komt een match tot stand?
see-about-matching = Hoe komt dit tot stand?
matching-intro = Een match is een som: elke gevraagde skill telt mee naar hoe die er is. Wat weinig mensen kunnen, telt zwaarder.
matching-human = De volgorde is een voorstel. Een coach of adviseur kijkt en beslist samen met de persoon.
matching-weights = Wat telt, en hoe zwaar
weights-shares = Waaruit de score bestaat, in punten
weights-classes = Hoe zwaar een gevraagde skill telt: 100 is volledig
weights-bounds = De grenzen
matching-version = Gewichten: { $weights }. Lijst van beroepen en skills: { $list }.
matching-culture-on = De cultuur van een organisatie telt mee: dat is hier aangezet.
matching-culture-off = De cultuur van een organisatie telt niet mee: dat staat uit.
matching-parts = Een overstap naar een ander beroep
part-skills = gevraagde skills die er zijn of vervangen worden
part-kinds = gevraagde soorten skills
part-likeness = hoe de skills van beide beroepen op elkaar lijken
part-names = hoe de namen van beide beroepen op elkaar lijken
part-field = hoe dicht de beroepen bij elkaar liggen in de indeling van beroepen
matching-rules = Regels, los van de score
matching-rules-text = Uren, reistijd met de eigen grens van de persoon, de dag waarop het werk begint, en voor lesgeven het niveau dat de wet vraagt. Is iets niet bekend, dan valt niemand daardoor af. De huidige werkgever ziet de persoon nooit.
matching-never = Wat nooit meetelt
matching-never-text = Leeftijd, geslacht, herkomst, naam en postcode.
matching-wrong = Klopt er iets niet?
matching-wrong-text = Bij elke match staat ‘Dit klopt niet’. Het gegeven wordt bij de bron verbeterd en de match wordt meteen opnieuw berekend.
matching-register = De beschrijving voor het Algoritmeregister
contest = Dit klopt niet
contest-match = Vacature: { $name }.
contest-score = Score nu: { $name }.
contest-no-score = geen gedeelde skills
contest-claim = Wat klopt er niet?
contest-not-held = Heeft deze skill niet: { $name }
contest-held = Heeft deze skill wel: { $name }
contest-level = Ander niveau dan { $n }: { $name }
contest-hours = De uren per week
contest-travel = De reistijd
contest-education = De hoogste opleiding
contest-should-be = Zo zou het moeten zijn
contest-only-this = Alleen het veld van wat u koos, telt. De rest blijft zoals het is.
contest-level-field = Niveau, bij een skill (1 beginner tot 4 kan het anderen leren)
contest-hours-min = Minste uren per week
contest-hours-max = Meeste uren per week
contest-minutes = Langste reistijd in minuten
contest-why = Waarom?
contest-logged = De verandering komt in het dossier. Wie dit deed en waarom staat in het logboek, ook voor de persoon.
contest-send = Verbeter en bereken opnieuw
contest-back = Terug naar de matches
contest-vacancy = Klopt er iets niet aan de vacature? Vraag het de adviseur van de werkgever.
contest-incomplete = Kies wat er niet klopt en vul in hoe het wel is.
error-contest-level = Kies een niveau van 1 tot en met 4
error-contest-why = Kies waarom u dit verbetert
contest-outcome = Verbeterd. Score eerst: { $before }; nu: { $after }.
ground-written-wrongly = Het stond er verkeerd
ground-outdated = Het was zo, nu niet meer
ground-person-says-so = De persoon zegt dat het anders is
ground-evidence-seen = Er is een bewijs gezien
event-contest = Een gegeven van een match verbeterd

## Groepen van werkgevers

nav-groups = Groepen
add-group = Groep maken
done-group-added = De groep is gemaakt.
groups-intro = Werkgevers die samen ander werk zoeken voor hun mensen, omdat banen verdwijnen. In een groep staan aantallen, geen namen.
groups-empty = Er is nog geen groep.
group-facts = De groep
group-employers = Werkgevers
group-jobs = Banen die verdwijnen
group-until = Tot en met
group-horizon-label = Periode
group-horizon = { $months } maanden, tot en met { $until }
group-budget = Gezamenlijk budget
group-spent = Kosten van de overstappen
group-left = Blijft over
group-seated = Mensen met een plaats
group-unnamed = Hier staan alleen aantallen. Iemand krijgt pas een naam en een dossier na eigen toestemming.
group-members = Leden
group-members-intro = Elk lid telt even zwaar, klein of groot: het deel van het budget is gelijk. Van elke werkgever krijgt de baan die het eerst verdwijnt het eerst een plaats.
group-share = Deel van het budget
group-split = Beste verdeling
group-split-intro = Zo krijgen zo veel mogelijk mensen een plaats die haalbaar is. Geen bestemming krijgt meer mensen dan er plaatsen zijn.
group-unseated = { $n ->
    [one] Voor 1 persoon is er nog geen plaats.
   *[other] Voor { $n } mensen is er nog geen plaats.
}
group-more-destinations = Voeg een bestemming of plaatsen toe
group-split-none = Er is nog geen bestemming die haalbaar is. Zoek vacatures waar tekort is.
group-from = Van beroep
group-vanishes = Verdwijnt op
group-to = Naar beroep
group-people = Mensen
group-feasible = Haalbaar
label-months = Binnen hoeveel maanden verdwijnen de banen
label-budget = Gezamenlijk budget in euro
label-budget-hint = Bijvoorbeeld 120000 of 120000,50.
label-jobs = Banen die verdwijnen
label-jobs-hint = Eén regel per werkgever en beroep: KvK-nummer; beroep; aantal; dag. Bijvoorbeeld: 12345678; magazijnmedewerker; 3; 01-10-2027
label-destinations = Waar mensen heen kunnen
label-destinations-hint = Eén regel per bestemming: beroep; regio; plaatsen; kosten per persoon in euro. Bijvoorbeeld: verzorgende; Zeeland; 12; 1500
error-money = Vul een bedrag in euro in, zoals 120000 of 120000,50. Het hoogste is 10 miljoen.
error-group-name = Een andere groep heeft deze naam al. Kies een andere naam.
error-months = Vul een aantal maanden in, van 1 tot en met { $n }
error-line = Regel { $n }: schrijf vier delen met een puntkomma ertussen, zoals in het voorbeeld.
error-line-employer = Regel { $n }: er is geen werkgever met KvK-nummer ‘{ $name }’. Voeg die eerst toe onder Werkgevers.
error-line-occupation = Regel { $n }: het beroep ‘{ $name }’ staat niet in de lijst. Probeer een ander woord.
error-line-count = Regel { $n }: ‘{ $name }’ is geen aantal. Vul een heel getal in, 1 of hoger.
error-line-day = Regel { $n }: ‘{ $name }’ is geen dag die bestaat. Schrijf een dag zoals 01-10-2027.
error-line-outside = Regel { $n }: de dag ‘{ $name }’ ligt niet binnen het aantal maanden hierboven.
error-line-region = Regel { $n }: ‘{ $name }’ is geen arbeidsmarktregio. Schrijf de naam van de regio, zoals Zeeland.
error-line-money = Regel { $n }: ‘{ $name }’ is geen bedrag. Schrijf een bedrag in euro, zoals 1500 of 1500,50.
error-group = Vul samen 1 tot en met 200 banen in, en hoogstens 20 bestemmingen.

## Matches in delen, drie naast elkaar, rapporten

fits-now = Past nu
fits-soon = Past bijna (na scholing)
fits-soon-short = Past bijna
fits-far = Nog ver weg
fits-far-show = { $n ->
    [one] Toon de match die nog ver weg is
   *[other] Toon de { $n } matches die nog ver weg zijn
}
fits-now-none = Er is nu niets dat meteen past. Kijk wat bijna past, of wat er te leren is.
fits-after = { $n ->
    [one] Past na 1 week scholing
   *[other] Past na { $n } weken scholing
}
people-none-near = Er zijn mensen met een deel van de skills, maar niemand past nu of bijna.
see-all-people = Bekijk iedereen, ook wie nog scholing nodig heeft

nav-reports = Rapporten
reports-intro = Wat er in deze regio gebeurt, in getallen en in woorden. Niemand is uit een getal te herkennen.
report-never-found = Hoeveel mensen en vacatures geen enkele zoekvraag vindt, door welk leeg veld dat komt, en wat u eraan doet.
report-proposals = Wat er kwam van voorstellen uit de matchlijst, naast voorstellen die een adviseur zelf bedacht.
report-training = Welke scholing er in deze regio is voor een beroep: hoe lang, waar en wat het kost.
report-groups = Groepen van werkgevers met banen die verdwijnen, en hoe die mensen het best over de tekorten zijn te verdelen.
report-matching = Wat meetelt in een match en hoe zwaar, wat nooit meetelt, en wanneer dat is veranderd.
report-federation-title = Wat verlaat deze regio?
report-federation = Of de regio verbonden is, welke berichten weggingen en welke tellingen zijn gepubliceerd.
see-groups = Groepen van werkgevers

compare-tick = Vergelijken
compare-how = Kruis er twee of drie aan in de lijst en zet ze naast elkaar.
compare-now = Vergelijk wat is aangekruist
compare-back = Terug naar de lijst
compare-intro = Per regel staat of zij verschillen. U beslist samen met de kandidaat; de volgorde is een voorstel.
compare-people = Mensen vergelijken: { $name }
compare-vacancies = Vacatures vergelijken voor { $name }
compare-differs = Verschilt
compare-same = Gelijk
compare-all = In het kort
compare-fits = Hoe goed het past
compare-score = { $summary } (score { $score })
compare-after = Na scholing
compare-now-already = Kan nu beginnen
compare-after-unknown = Geen scholing in deze regio die binnen zes maanden genoeg leert
compare-skills = Gevraagde skills
compare-not-asked = Niet gevraagd
compare-rules = Regels
compare-rule-none = Geldt hier niet
compare-factors = Wat nog meer meetelt
rule-hours = Uren
rule-travel = Reistijd
rule-entry-level = Instapniveau
rule-start = Begindatum
factor-potential-hard = Ontwikkelpotentie vakvaardigheden
factor-potential-soft = Ontwikkelpotentie sociale vaardigheden
factor-interests = Interesses
factor-culture = Cultuur

weights-history = Wanneer de gewichten zijn veranderd
weights-number = Nummer
weights-since = Sinds
weights-by = Door wie
weights-why = Waarom
weights-by-program = het programma zelf
weights-by-configuration = beheer, in de instellingen
weights-by-command = beheer
others-want = Wat anderen uit deze sector willen
others-want-intro = Geteld onder de mensen van deze regio die vertelden welk werk zij willen. Iemand kan meer dan één sector noemen.
others-want-line = { $n } van de { $people } mensen uit { $from } willen naar { $to }.
others-want-hidden = Sectoren die minder dan { $n } mensen noemen, staan er niet bij: zo is niemand te herkennen.
others-want-few = Van minder dan { $n } mensen uit deze sector is bekend wat zij willen. Daarom staat hier niets: zo is niemand te herkennen.
see-training-for = Scholing voor dit beroep
way-learning = Scholing die ernaartoe leidt

## Skills vinden en skillspaspoort

find-skills-link = Skills vinden met vragen
title-find-skills = Skills vinden met { $name }
find-skills-intro = Beantwoord deze vragen samen, in gewone woorden. U mag elke vraag overslaan. Daarna kiest u per skill of die klopt.
answers-not-kept = De antwoorden zelf worden niet bewaard.
find-skills = Laat zien wat hierin staat
question-day = Wat deed u op een gewone werkdag?
question-day-hint = Noem wat u van begin tot eind deed. Bijvoorbeeld: ik vulde vakken en hielp klanten.
question-asked = Waarvoor vragen anderen u om hulp?
question-asked-hint = Op het werk, thuis of in de buurt.
question-outside = Wat doet u buiten uw werk?
question-outside-hint = Bijvoorbeeld een hobby, vrijwilligerswerk, of zorg voor familie.
question-tools = Met welke machines, gereedschappen of programma’s kunt u werken?
question-tools-hint = Bijvoorbeeld een heftruck, een naaimachine of Excel.
question-people = Met welke mensen werkt u, en welke talen spreekt u met hen?
question-people-hint = Bijvoorbeeld klanten, ouderen of kinderen.
question-learn = Wat wilt u graag leren?
question-learn-hint = Dit telt niet mee als iets wat u al kunt.
found-intro = Dit vonden we in de antwoorden. Vink alleen aan wat klopt. Wat u niet aanvinkt, komt niet in het paspoort.
found-in = Uit:
found-level = Hoe goed
found-known = staat al in het paspoort: { $name }
found-wish = wil de kandidaat leren; dit komt niet in het paspoort
found-above = De skills uit dit antwoord staan al bij een vraag hierboven.
found-nothing = Hier vonden we geen skill in.
found-no-text = Hier staat geen leesbare tekst.
found-other-language = Dit lijkt geen Nederlands of Engels. Wij kunnen het niet lezen.
found-search-yourself = Zoek zelf een skill
found-missing = Mist u nog iets?
found-search = Zoek een skill met een paar gewone woorden
found-confirm = Zet wat is aangevinkt in het paspoort
found-back = Antwoorden aanpassen
error-nothing-ticked = Vink ten minste één skill aan, of ga terug naar de antwoorden
error-no-answer = Beantwoord ten minste één vraag
error-answer-too-long = Dit antwoord is te lang: { $n } tekens is het meeste
done-skills-confirmed = De bevestigde skills staan in het paspoort.
interests-link = Interesses vragen
title-interests = Wat { $name } graag doet
interests-intro = Kies bij elke zin hoe graag de kandidaat dit doet. Er is geen goed of fout antwoord. Laat de kandidaat zelf kiezen.
sentence-realistic = Ik werk met mijn handen of met machines, of ik ben buiten bezig.
sentence-investigative = Ik zoek uit hoe iets werkt of waarom iets gebeurt.
sentence-artistic = Ik bedenk of maak iets nieuws, zoals muziek, een tekst of een ontwerp.
sentence-social = Ik help mensen, of ik leer hun iets.
sentence-enterprising = Ik geef leiding, ik verkoop iets, of ik regel iets voor een groep.
sentence-conventional = Ik houd dingen netjes bij, zoals een lijst, geld of een voorraad.
error-interest-answer = Kies een antwoord bij elke zin
done-interests-noted = De interesses staan in het dossier.
passport-link = Paspoort meenemen of overnemen
title-passport = Skillspaspoort van { $name }
passport-take-along = Meenemen
passport-empty = Er staan nog geen skills in het paspoort. Begin met een paar vragen.
passport-holds = { $n ->
    [one] Het paspoort bevat één skill, met het niveau en wie dat zegt. Ook werk, talen, opleiding, interesses en tests staan erin.
   *[other] Het paspoort bevat { $n } skills, met het niveau en wie dat zegt. Ook werk, talen, opleiding, interesses en tests staan erin.
}
passport-with-name = Met de naam erin
passport-with-potential = Met het ontwikkelvermogen erin, als de kandidaat dat wil
passport-download = Paspoort downloaden
passport-bring = Overnemen
passport-bring-intro = Heeft de kandidaat een skillspaspoort van een andere plek? Plak het hier. Wat hier al staat, wordt nooit lager. Kijk zelf naar de bewijzen.
label-passport = Het skillspaspoort
label-passport-hint = Open het bestand, kopieer alles en plak het hier.
take-passport = Paspoort overnemen
error-passport = Dit is geen skillspaspoort in de juiste vorm. Open het bestand en plak alles.
passport-report = Wat er is gebeurd
passport-taken = Overgenomen. Nieuwe skills: { $added }. Verbeterde skills: { $raised }.
passport-nothing-new = In dit paspoort staat niets wat hier nog niet bekend is. Er is niets veranderd.
passport-kept-heading = Dit bleef zoals het was
passport-kept = hier staat { $known } ({ $evidence }), in het paspoort { $offered }.
passport-gaps-heading = Dit past niet op de lijst van nu
passport-unknown = Dit staat niet in de lijst en is niet overgenomen.
passport-deprecated = Dit is vervallen in de lijst. Het is wel overgenomen.
passport-nearest = Het lijkt het meest op: { $name }.
passport-no-nearest = Zoek zelf wat het meest lijkt.
passport-to-file = Naar het dossier
done-passport-taken = Het skillspaspoort is overgenomen.

## Dagelijkse ronde

title-round = De dagelijkse ronde
report-round = Wat er sinds gisteren nieuw past bij uw kandidaten, en voor welke vacatures bijna niemand past.
round-intro = Elke nacht legt het programma alle open vacatures van alle regio's naast alle mensen van deze regio. Komen er overdag veel vacatures bij, dan doet het dat nog een keer.
round-standing = Hoe ver de ronde is
round-running = De ronde is bezig: { $done } van { $all } vacatures en { $people_done } van { $people } mensen met een traject. Begonnen: { $began }.
round-last = De laatste ronde was klaar op { $name }.
round-never = Er is nog geen ronde klaar.
round-more = Meer over de ronde
round-news = Nieuwe matches
round-news-since = Nieuw sinds { $name }: deze vacatures passen nu, en daarvoor nog niet.
round-news-none = Sinds { $name } past er niets nieuws bij uw kandidaten.
round-news-not-yet = De eerste ronde is nog niet klaar. Wat nu past, staat al bij elke kandidaat.
round-how-far = Kijk hoe ver de ronde is
round-own-candidates = Naar uw kandidaten
round-new-count = { $n ->
    [one] 1 vacature past nu, eerder niet
   *[other] { $n } vacatures passen nu, eerder niet
}
round-few = Vacatures waar weinig mensen voor zijn
round-few-intro = Open vacatures van deze regio waarvoor nu minder dan { $n } mensen passen. Open een vacature: daar staat welke eis mensen tegenhoudt, welke scholing er is en of het werk te knippen is.
round-few-none = Voor elke open vacature van deze regio passen nu { $n } of meer mensen.
round-few-not-yet = De eerste ronde na de start is nog niet klaar. Daarna staat hier voor welke vacatures weinig mensen zijn.
round-few-count = { $n ->
    [0] Niemand past nu.
    [one] 1 mens past nu.
   *[other] { $n } mensen passen nu.
}
round-few-hidden = Minder dan { $n } mensen passen nu, misschien niemand.
round-own-vacancies = Naar de vacatures van deze regio

## Mensen van andere regio's, uit cijfers die bekendgemaakt zijn

elsewhere-region = Regio
elsewhere-more = Erbij
elsewhere-when = Stand
elsewhere-together = Alle regio's samen
elsewhere-nobody = niemand
elsewhere-between = ongeveer { $likely } (tussen { $least } en { $most })
elsewhere-uncertain = te onzeker: hoogstens { $name }
elsewhere-as-of = week van { $name }
elsewhere-outdated = verouderd
elsewhere-settling = nog weinig weken, dus ruw
elsewhere-made-of = Dit is een schatting. Het landelijke netwerk maakt bekend hoeveel mensen er per beroepsgroep in een regio zijn. Dat aantal is met opzet een beetje onzeker, zodat niemand is terug te vinden. Wij tellen de groepen mee waarvan beroepen alle skills vragen die vanaf de eerste dag nodig zijn. Het laagste getal telt alleen groepen waarvan elk beroep die skills vraagt. Het hoogste getal telt ook groepen waarvan één beroep ze kan vragen.
elsewhere-not-in-it = Niet meegeteld: reistijd, uren en wensen van mensen daar, skills naast die van hun beroep, en mensen zonder beroep. Een groep die te klein of te onzeker is, krijgt alleen een hoogste aantal.
elsewhere-nobody-asked = Er is niets aan andere regio's gevraagd. De cijfers waren hier al.

## Klopt niet: de vacature, en een vacature wijzigen

change-vacancy = Vacature wijzigen
title-change-vacancy = Vacature { $name } wijzigen
done-vacancy-changed = De vacature is gewijzigd. Wie erbij past, is opnieuw berekend.
contest-of-person = Over de persoon
contest-of-vacancy = Over de vacature
contest-available = Vanaf wanneer iemand kan beginnen
contest-available-day = Kan beginnen vanaf
contest-unwanted = Wordt niet gevraagd: { $name }
contest-wanted = Wordt anders gevraagd: { $name }
contest-vacancy-hours = De uren per week van het werk
contest-place = De plaats van het werk
contest-entry-level = Het wettelijk instapniveau
contest-starts = De gewenste startdatum
contest-vacancy-should-be = Zo zou de vacature moeten zijn
contest-wanted-field = Hoe nodig, bij een skill
contest-place-field = Gemeente van het werk
contest-no-entry-level = De wet vraagt geen niveau
contest-starts-day = Gewenste startdatum
contest-elsewhere = Deze vacature is van de regio { $name }. Alleen die regio kan haar wijzigen. Klopt er iets niet aan? Zeg het tegen de adviseur voor werkgevers van die regio.
ground-employer-says-so = De werkgever zegt dat het anders is

## Groepen wijzigen en beëindigen

change-group = Groep wijzigen
title-change-group = Groep { $name } wijzigen
done-group-changed = De groep is gewijzigd. De verdeling is opnieuw berekend.
done-group-ended = De groep is beëindigd. Zij blijft te zien, maar verandert niet meer.
end-group = Groep beëindigen
end-group-means = Hebt u de groep niet meer nodig? Beëindig haar dan. De groep blijft te zien, maar niemand kan haar nog wijzigen.
end-group-now = Beëindig deze groep
group-ended-on = Deze groep is beëindigd op { $name } en verandert niet meer.
group-ended-short = Beëindigd op { $name }

## Vacature: de volgende stap

see-people-fit = Bekijk { $n ->
    [one] 1 mens die nu past
   *[other] { $n } mensen die nu passen
}
see-people-fit-at-least = Bekijk { $n } of meer mensen die nu passen
see-people-after = Bekijk wie er na scholing past
see-people-part = Bekijk wie een deel kan
see-asked = Bekijk wat gevraagd wordt

## Een werkgever kiezen

search-employer = Zoek werkgever
employer-hint = Zoek op een deel van de naam en kies. Wat u kiest blijft staan.
employer-list-empty = Er staat nog geen werkgever in de lijst. Voeg die eerst toe onder Werkgevers.
employer-more = Er zijn er meer. Maak het woord langer als de werkgever er niet bij staat.
employer-none = geen, of niet bekend

## What has only begun, and what a score means

skill-begun = Een begin
occupation-next-begun = Een begin staat in het dossier
match-next-begun = Verder leren: er is een begin, { $name }
contest-score-words = { $score } ({ $means })
contest-fits-now = past nu
contest-fits-soon = past bijna
contest-fits-far = nog ver weg
