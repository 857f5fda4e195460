### Woorden van de landelijke pagina's.

menu-map = Kaart
menu-network = Netwerk
menu-definitions = Definities
menu-sign-in = Aanmelden

role-analyst = analist
role-network-operator = netwerkbeheerder
role-quartermaster = kwartiermaker

## Aanmelden

sign-in = Aanmelden
sign-in-intro = Voor analisten, kwartiermakers en netwerkbeheerders.
sign-in-name = Naam
sign-in-password = Wachtwoord
sign-in-empty = Vul uw naam en wachtwoord in.
sign-in-wrong = Deze naam en dit wachtwoord horen niet bij elkaar. Controleer beide.
sign-in-wait = Er is te vaak een verkeerd wachtwoord ingevuld. Wacht een kwartier en probeer het opnieuw.

## Kaart

map-title = Spanning per arbeidsmarktregio – { $name }
map-title-supply = Aanbod per arbeidsmarktregio – { $name }
map-how = Hoe komen deze cijfers tot stand?
map-group = Sector of beroepsgroep
map-sectors = Sectoren
map-occupations = Beroepsgroepen (ISCO-08)
map-week = Week
map-no-week = nog geen cijfers
map-show = Toon
map-finer = Fijnere beroepsgroepen
map-heading = Kaart
map-tiles = Tegelkaart van de arbeidsmarktregio’s
map-table = Tabel
map-caption = Zelfde cijfers als de kaart. Aanbod tot en met { $name }.
map-caption-empty = Zelfde cijfers als de kaart. Er is nog geen publicatie van een regio.
map-reading = Spanning is het aantal open vacatures per beschikbare persoon. Het aanbod draagt ruis om mensen te beschermen; de marge bevat de werkelijke waarde negen van de tien keer.
map-reading-supply = Het aanbod draagt ruis om mensen te beschermen; de marge bevat de werkelijke waarde negen van de tien keer.
map-empty = Er zijn nog geen cijfers.
map-empty-next = Cijfers verschijnen hier na de eerste wekelijkse publicatie van een regio. Zie
map-looking-back = U kijkt terug naar { $name }. Van eerdere weken is alleen het aanbod bekend; vacatures zijn bekend zoals ze nu zijn, dus er is geen spanning te berekenen.
map-stale = Verouderd en daarom buiten beschouwing gelaten: { $name }.
map-others = { $n ->
    [0] Alle regio’s doen mee.
    [one] 1 regio doet nog niet mee.
   *[other] { $n } regio’s doen nog niet mee.
}
map-unknown-occupation = { $n ->
    [one] 1 vacature heeft een beroep dat hier niet bekend is en telt niet mee.
   *[other] { $n } vacatures hebben een beroep dat hier niet bekend is en tellen niet mee.
}
group-all = Alle beroepen
week-label = week { $week } van { $year } (vanaf { $day })

figure-uncertain = <10 of onzeker
figure-stale = verouderd: { $name }
figure-starting = opstartfase
figure-between = onzeker: { $to } tot { $from }
figure-see = zie groep { $name }
figure-supply-only = alleen aanbod

legend-uncertain = onzeker (de marge beslaat meer dan één klasse)
legend-missing = geen cijfers
legend-absent = doet nog niet mee
legend-supply = aanbod (personen)
legend-supply-uncertain = minder dan 10 of onzeker

column-region = Regio
column-class = Klasse
column-tension = Spanning
column-supply = Aanbod en marge
column-supply-short = Aanbod
column-vacancies = Open vacatures
column-sector = Sector
column-occupation = Beroepsgroep
column-state = Toestand
column-contact = Laatste contact
column-delivery = Laatste levering
column-certificate = Certificaat tot
column-version = Versie
column-actions = Besluit
column-period = Week
column-tables = Tabellen
column-received = Ontvangen
column-meaning = Betekenis
column-table = Tabel
column-share = Deel van het budget
column-sigma = Ruis (σ)

## Regio

region-people = beschikbare personen
region-newest = nieuwste publicatie: { $name }
region-none = nog geen publicatie
region-sectors = Sectoren
region-occupations = Beroepsgroepen
region-neighbours = Buurregio’s

## Netwerk

network-title = Regio’s
network-tabs = Netwerk
network-as-of = Stand van { $when } (plaats { $place } in het logboek, ledenlijst versie { $directory })
count-approved = toegelaten
count-pending = in aanvraag
count-invited = uitgenodigd
count-suspended = geschorst
count-revoked = ingetrokken
requests-heading = Aanvragen om aan te sluiten
requests-intro = Bel de regio en laat de zes woorden voorlezen die daar op het scherm staan. Alleen als ze gelijk zijn aan deze, laat u de regio toe.
request-since = gevraagd op { $name }
operator-decides = De netwerkbeheerder beslist hierover.
regions-heading = Regio’s en hun toestand
regions-empty = Er doet nog geen regio mee.
regions-empty-next = Nodig de eerste uit op de opdrachtregel:
invitations-heading = Open uitnodigingen
invitation-until = geldig tot { $name }
changes-heading = Laatste besluiten
changes-empty = Er is nog niets besloten.
change-by = door { $name }
actor-node = het knooppunt van de regio
actor-command-line = de opdrachtregel
reason-invited = Uitgenodigd.
reason-asked = Vraagt om aan te sluiten.
reason-asked-again = Vraagt opnieuw om aan te sluiten: het certificaat is verlopen.
reason-versions = Het knooppunt spreekt nu andere protocolversies.
reason-words = De zes woorden zijn vergeleken.
since = sinds { $name }
contact-never = nog niet sinds de start
contact-quiet = stil
certificate-soon = loopt af
delivery-never = nog niets
state-pending = in aanvraag
state-approved = toegelaten
state-suspended = geschorst
state-rejected = afgewezen
state-revoked = ingetrokken

approve = Toelaten
approve-title = { $name } toelaten
approve-text = { $name } krijgt een certificaat, komt op de ledenlijst en wisselt vanaf dan gegevens uit met de andere regio’s.
approve-done = { $name } is toegelaten.
approve-words-here = Deze zes woorden horen bij de aanvraag zoals die hier is ontvangen:
approve-words = De zes woorden zoals de regio ze voorleest
approve-words-hint = Laat de regio ze noemen; lees ze niet zelf voor. Verschillen ze, dan zit er iemand tussen: wijs de aanvraag af.
approve-words-missing = Vul de zes woorden in die de regio u voorleest.
approve-words-wrong = Deze woorden horen niet bij de aanvraag. Er is niets veranderd. Laat de regio ze nog eens voorlezen; blijven ze anders, wijs de aanvraag dan af.
reject = Afwijzen
reject-title = Aanvraag van { $name } afwijzen
reject-text = { $name } komt niet op de ledenlijst. Voor een nieuwe aanvraag is een nieuwe aansluitcode nodig.
reject-done = De aanvraag van { $name } is afgewezen.
suspend = Schorsen
suspend-title = { $name } schorsen
suspend-text = { $name } kan niets meer sturen of ophalen tot u de regio weer toelaat. Wat er wacht, blijft bewaard. De regio werkt intern door.
suspend-done = { $name } is geschorst.
readmit = Weer toelaten
readmit-title = { $name } weer toelaten
readmit-text = { $name } doet weer mee; wat er wachtte, wordt alsnog uitgewisseld.
readmit-done = { $name } is weer toegelaten.
revoke = Intrekken
revoke-title = Toelating van { $name } intrekken
revoke-text = { $name } verlaat het netwerk voorgoed. De certificaten worden geweigerd. Dit kan niet worden teruggedraaid; de regio kan alleen opnieuw aansluiten met nieuwe sleutels.
revoke-done = De toelating van { $name } is ingetrokken.
revoke-sure-legend = Weet u het zeker?
revoke-sure = Ja, dit mag voorgoed
revoke-sure-missing = Bevestig dat dit voorgoed is.
decision-reason = Reden
decision-reason-hint = Eén zin voor het logboek. Noem geen personen.
decision-reason-missing = Geef een reden.

## Leveringen

deliveries-title = Leveringen
deliveries-intro = Elke regio publiceert elke week drie tabellen met ruis. Een week die niet is geleverd, blijft leeg: achteraf leveren zou de mensen in die regio een tweede keer zichtbaar maken.
deliveries-empty = Er doet nog geen regio mee.
deliveries-weeks = Per regio en week
deliveries-receipts = Ontvangsten
deliveries-receipts-intro = De nieuwste vierentwintig. Voor elke tabel heeft de regio een ondertekend ontvangstbewijs.
deliveries-none = Er is nog niets ontvangen.
delivery-whole = volledig
delivery-part = deels
delivery-missing = ontbreekt
delivery-before = voor de eerste publicatie
delivery-received = Volledig
delivery-missing-count = Niet volledig

## Definities

definitions-title = Definities
definition-tension = Spanning
definition-tension-text = Het aantal open openbare vacatures gedeeld door het aantal mensen dat voor die beroepen beschikbaar is. Krap is niet slecht en ruim is niet goed: het zegt waar overstappen zin heeft.
definition-very-tight = { $name } vacatures of meer per persoon.
definition-tight = { $from } tot { $to } vacatures per persoon: krapte.
definition-balanced = tussen { $from } en { $to } vacatures per persoon.
definition-ample = { $from } tot { $to } vacature per persoon: overschot.
definition-very-ample = { $name } vacature of minder per persoon.
definition-uncertain = de marge van het aanbod beslaat meer dan één klasse; dan staan de mogelijke klassen erbij.
definition-missing = er is geen publicatie, ze is verouderd, of er is aanbod noch vraag.
definition-source = De namen en grenzen volgen de gangbare indeling in vijf klassen van spanning op de arbeidsmarkt.
definition-supply = Aanbod
definition-supply-text = Mensen in een traject, geteld bij het beroep dat ze zoeken of waarvoor ze beschikbaar zijn; ieder telt één keer, in de eigen regio. De regio telt op zondag en voegt ruis toe voordat het getal de regio verlaat. Het landelijk knooppunt ziet nooit het echte getal.
definition-interval-text = Uit de weekcijfers schat het landelijk knooppunt het aanbod van nu. De marge bevat de werkelijke waarde negen van de tien keer.
definition-shown-text = Een getal wordt getoond als de schatting minstens 10 is en de helft van de marge hooguit 60% van de schatting. Anders staat er “<10 of onzeker”, met een verwijzing naar een grovere beroepsgroep die wel te tonen is. Afgerond op 5 onder de 100, op 10 onder de 1.000 en op 50 daarboven.
definition-demand = Vraag
definition-demand-text = Open vacatures die openbaar zijn, exact geteld bij het beroep. Vacatures die in vertrouwen zijn gedeeld, tellen niet mee.
definition-fresh = Actualiteit
definition-fresh-text = Een publicatie van deze of de vorige week is actueel. Een oudere heet verouderd: ze wordt met haar week getoond en telt niet mee voor krapte of overschot.
definition-starting-text = In de eerste 26 weken van een regio zijn de schattingen nog ruw: opstartfase.
definition-budget = Privacybudget
definition-budget-text = Alle publicaties over één persoon samen blijven in elke periode van 366 dagen binnen epsilon 1 (delta 1e-7; zCDP rho 0,0202). De ruis is discreet normaal verdeeld en wordt één keer getrokken, op het moment dat het budget wordt afgeboekt.
definition-budget-rest = De rest van het budget is voor tabellen die later komen. Boven epsilon 2 weigert het programma elke publicatie.
table-s0 = alle kandidaten, één getal, elke week
table-s1 = aanbod per ISCO-08-beroepsgroep van vier cijfers, 436 getallen, elke week
table-s1b = aanbod per ISCO-08-groep van twee cijfers, 43 getallen, elke week, apart gemeten

## Over, toegankelijkheid, privacy, hulp

about-lead = Schakelnet verbindt de regio’s die mensen helpen overstappen naar ander werk. Deze pagina’s zijn van het landelijk knooppunt.
about-licence = Licentie
about-licence-text = De programma’s zijn vrije software onder de European Union Public Licence, versie 1.2.
about-sources = Bronnen
about-software = De bibliotheken waarmee de programma’s zijn gebouwd en hun licenties staan bij de broncode.
about-api = Koppelvlak
about-api-text = Programma’s krijgen dezelfde cijfers in JSON. De beschrijving:

accessibility-lead = Deze pagina’s zijn gemaakt om aan WCAG 2.2 niveau AA te voldoen. Een onafhankelijk onderzoek is er nog niet geweest.
accessibility-done = Wat is gedaan
accessibility-keyboard = Alles werkt met alleen het toetsenbord.
accessibility-script = Alles werkt zonder JavaScript.
accessibility-colour = Geen betekenis hangt aan kleur alleen: de kaart heeft tekens, getallen en een tabel.
accessibility-small = Alles past op een scherm van 320 pixels breed en laat zich afdrukken.
accessibility-open = Wat nog niet is gedaan
accessibility-open-text = De pagina’s zijn nog niet met schermlezers beproefd.
accessibility-contact = Werkt iets niet voor u?
accessibility-contact-text = Meld het bij de netwerkbeheerder. U krijgt binnen twee weken antwoord.

privacy-lead = Het landelijk knooppunt heeft geen gegevens van personen.
privacy-what = Wat het wel heeft
privacy-tables = Weektabellen per regio met ruis. Aan een tabel is niet te zien of iemand erin zit.
privacy-vacancies = Openbare vacatures.
privacy-envelopes = Verzegelde enveloppen waarmee een regio een dossier aan een andere regio overdraagt. Alleen de ontvanger kan ze openen, en pas na aanvaarding.
privacy-never = Wat het nooit krijgt
privacy-never-text = Namen, adressen, geboortedata, dossiers of matches. Matching gebeurt in de regio zelf; geen enkel antwoord daarop verlaat de regio vanzelf.
privacy-accounts = Uw eigen account
privacy-accounts-text = Van wie zich hier aanmeldt, bewaart het knooppunt de naam, de rollen, een versleuteld wachtwoord en de besluiten over regio’s. Er is één cookie voor het aanmelden en één voor de taal; geen andere.
privacy-rights = Uw rechten
privacy-rights-text = Zit u in een traject? Uw gegevens staan bij uw eigen regio. Daar kunt u ze inzien, verbeteren en laten wissen.

help-lead = Wie hier kijkt, wil weten waar mensen tekort zijn en waar er over zijn.
help-map = De kaart lezen
help-map-text = Elke tegel is een arbeidsmarktregio. Het getal is het aantal open vacatures per beschikbare persoon; twee driehoeken omhoog is zeer krap, twee omlaag zeer ruim. Een pijl naar beide kanten betekent dat de marge meer dan één klasse beslaat. Kies een sector of beroepsgroep boven de kaart.
help-join = Een regio aansluiten
help-join-invite = Maak een aansluitcode:
help-join-node = Laat de beheerder van de regio hem gebruiken:
help-join-words = Vergelijk de zes woorden en laat de regio toe op de pagina Netwerk.
help-contact = Verder hulp nodig?
help-contact-text = Neem contact op met de netwerkbeheerder. Noem de foutcode als er een op het scherm staat.

## Fouten

fault-sign-in = Meld u eerst aan
fault-sign-in-text = Deze pagina is voor wie zich heeft aangemeld. { $name }
fault-forbidden = Hier heeft u geen recht op
fault-forbidden-text = Uw account mag dit niet. De netwerkbeheerder kan uw rollen wijzigen. { $name }
fault-not-found = Deze pagina is er niet
fault-not-found-text = Het adres klopt niet, of wat er stond is verdwenen. { $name }
fault-old-form = Dit formulier is verlopen
fault-old-form-text = U bent opnieuw aangemeld nadat het formulier werd geopend. Er is niets veranderd. { $name }
fault-malformed = Dit verzoek is niet te lezen
fault-malformed-text = Er is niets veranderd. { $name }
fault-unavailable = Even niet beschikbaar
fault-unavailable-text = Het landelijk knooppunt kan nu niet antwoorden. Er gaat niets verloren; regio’s werken door. Probeer het over een minuut opnieuw. { $name }
fault-refused = Dit besluit is niet uitgevoerd
fault-refused-text = Er is niets veranderd. Het knooppunt zegt: { $name }
fault-broken = Er ging hier iets mis
fault-broken-text = Er is niets verloren. De fout staat in het logboek. { $name }
fault-again = Probeer opnieuw
fault-to-network = Terug naar de regio’s
fault-to-map = Naar de kaart
