### Words of the frame around every page.

skip-to-content = Skip to content
menu = Menu
main-menu = Main menu
footer-menu = About this site
breadcrumb = Breadcrumb
search = Search
search-placeholder = Search (shortcut /)
signed-in-as = Signed in as
sign-out = Sign out
accessibility = Accessibility
privacy = Privacy
help = Help
about = About Schakelnet
version = Version { $name }
simulated-clock = Exercise: the clock is simulated and reads { $name }.
print-line = Printed { $when } by { $who }
print-line-anonymous = Printed { $when }
confidential = confidential
live-changed = Something has changed.
live-refresh = Refresh this page

tone-info = Note:
tone-good = Done:
tone-warning = Attention:
tone-bad = Failed:

form-errors = { $n ->
    [one] There is one error. Please correct it:
   *[other] There are { $n } errors. Please correct them:
}
error-prefix = Error:
optional = (optional)
choose = Choose one
cancel = Cancel
what-you-can-do = What you can do now
fault-reference = Asking for help? Mention error code { $name }.

due-late = { $n ->
    [one] 1 day late
   *[other] { $n } days late
}
due-today = Today
due-on = By { $name }

scale-very-short = very short
scale-short = short
scale-even = average
scale-ample = ample
scale-very-ample = very ample
scale-uncertain = uncertain
scale-missing = no figures
