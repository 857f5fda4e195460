### Woorden van het kader rond elke pagina.

skip-to-content = Ga naar de inhoud
menu = Menu
main-menu = Hoofdmenu
footer-menu = Over deze site
breadcrumb = Kruimelpad
search = Zoek
search-placeholder = Zoeken (sneltoets /)
signed-in-as = Aangemeld als
sign-out = Afmelden
accessibility = Toegankelijkheid
privacy = Privacy
help = Hulp
about = Over Schakelnet
version = Versie { $name }
simulated-clock = Oefening: de klok is nagebootst en staat op { $name }.
print-line = Afgedrukt { $when } door { $who }
print-line-anonymous = Afgedrukt { $when }
confidential = vertrouwelijk
live-changed = Er is iets gewijzigd.
live-refresh = Vernieuw deze pagina

tone-info = Let op:
tone-good = Gelukt:
tone-warning = Aandacht:
tone-bad = Mislukt:

form-errors = { $n ->
    [one] Er is één fout. Pas dit aan:
   *[other] Er zijn { $n } fouten. Pas deze aan:
}
error-prefix = Fout:
optional = (niet verplicht)
choose = Maak een keuze
cancel = Annuleren
what-you-can-do = Wat u nu kunt doen
fault-reference = Vraagt u om hulp? Noem dan foutcode { $name }.

due-late = { $n ->
    [one] 1 dag te laat
   *[other] { $n } dagen te laat
}
due-today = Vandaag
due-on = Uiterlijk { $name }

scale-very-short = zeer krap
scale-short = krap
scale-even = gemiddeld
scale-ample = ruim
scale-very-ample = zeer ruim
scale-uncertain = onzeker
scale-missing = geen cijfers
