### The words of the national pages.

menu-map = Map
menu-network = Network
menu-definitions = Definitions
menu-sign-in = Sign in

role-analyst = analyst
role-network-operator = network operator
role-quartermaster = quartermaster

## Signing in

sign-in = Sign in
sign-in-intro = For analysts, quartermasters and network operators.
sign-in-name = Name
sign-in-password = Password
sign-in-empty = Enter your name and password.
sign-in-wrong = This name and this password do not belong together. Check both.
sign-in-wait = A wrong password was entered too often. Wait a quarter of an hour and try again.

## Map

map-title = Tension per labour-market region – { $name }
map-title-supply = Supply per labour-market region – { $name }
map-how = Where do these figures come from?
map-group = Sector or occupation group
map-sectors = Sectors
map-occupations = Occupation groups (ISCO-08)
map-week = Week
map-no-week = no figures yet
map-show = Show
map-finer = Finer occupation groups
map-heading = Map
map-tiles = Tile map of the labour-market regions
map-table = Table
map-caption = The same figures as the map. Supply up to and including { $name }.
map-caption-empty = The same figures as the map. No region has published yet.
map-reading = Tension is the number of open vacancies per available person. The supply carries noise that protects people; the interval holds the true value nine times out of ten.
map-reading-supply = The supply carries noise that protects people; the interval holds the true value nine times out of ten.
map-empty = There are no figures yet.
map-empty-next = Figures appear here after a region's first weekly release. See
map-looking-back = You are looking back at { $name }. Of earlier weeks only the supply is known; vacancies are known as they are now, so there is no tension to compute.
map-stale = Stale and therefore left out: { $name }.
map-others = { $n ->
    [0] All regions take part.
    [one] 1 region does not take part yet.
   *[other] { $n } regions do not take part yet.
}
map-unknown-occupation = { $n ->
    [one] 1 vacancy has an occupation that is not known here and does not count.
   *[other] { $n } vacancies have an occupation that is not known here and do not count.
}
group-all = All occupations
week-label = week { $week } of { $year } (from { $day })

figure-uncertain = <10 or uncertain
figure-stale = stale: { $name }
figure-starting = start-up phase
figure-between = uncertain: { $to } to { $from }
figure-see = see group { $name }
figure-supply-only = supply only

legend-uncertain = uncertain (the interval spans more than one class)
legend-missing = no figures
legend-absent = does not take part yet
legend-supply = supply (persons)
legend-supply-uncertain = fewer than 10, or uncertain

column-region = Region
column-class = Class
column-tension = Tension
column-supply = Supply and interval
column-supply-short = Supply
column-vacancies = Open vacancies
column-sector = Sector
column-occupation = Occupation group
column-state = State
column-contact = Last contact
column-delivery = Last delivery
column-certificate = Certificate until
column-version = Version
column-actions = Decide
column-period = Week
column-tables = Tables
column-received = Received
column-meaning = Meaning
column-table = Table
column-share = Share of the budget
column-sigma = Noise (σ)

## Region

region-people = available people
region-newest = newest release: { $name }
region-none = no release yet
region-sectors = Sectors
region-occupations = Occupation groups
region-neighbours = Neighbouring regions

## Network

network-title = Regions
network-tabs = Network
network-as-of = As of { $when } (place { $place } in the log, directory version { $directory })
count-approved = approved
count-pending = pending
count-invited = invited
count-suspended = suspended
count-revoked = revoked
requests-heading = Requests to join
requests-intro = Call the region and have it read out the six words on its screen. Let the region in only if they are the same as these.
request-since = asked on { $name }
operator-decides = The network operator decides about this.
regions-heading = Regions and their state
regions-empty = No region takes part yet.
regions-empty-next = Invite the first on the command line:
invitations-heading = Open invitations
invitation-until = valid until { $name }
changes-heading = Latest decisions
changes-empty = Nothing has been decided yet.
change-by = by { $name }
actor-node = the region's node
actor-command-line = the command line
reason-invited = Invited.
reason-asked = Asks to join.
reason-asked-again = Asks to join again: its certificate has ended.
reason-versions = Its node speaks other protocol versions now.
reason-words = The six words were compared.
since = since { $name }
contact-never = not since the start
contact-quiet = quiet
certificate-soon = ends soon
delivery-never = nothing yet
state-pending = pending
state-approved = approved
state-suspended = suspended
state-rejected = rejected
state-revoked = revoked

approve = Approve
approve-title = Approve { $name }
approve-text = { $name } gets a certificate, is put on the directory and exchanges data with the other regions from then on.
approve-done = { $name } has been approved.
approve-words-here = These six words belong to the request as it came in here:
approve-words = The six words as the region reads them out
approve-words-hint = Have the region say them; do not read them out yourself. If they differ, somebody stands in between: reject the request.
approve-words-missing = Enter the six words that the region reads out.
approve-words-wrong = These words do not belong to the request. Nothing has changed. Have the region read them out again; if they stay different, reject the request.
reject = Reject
reject-title = Reject the request of { $name }
reject-text = { $name } is not put on the directory. A new request needs a new join token.
reject-done = The request of { $name } has been rejected.
suspend = Suspend
suspend-title = Suspend { $name }
suspend-text = { $name } can send and fetch nothing until you let it back in. What waits is kept. The region goes on working inside.
suspend-done = { $name } has been suspended.
readmit = Readmit
readmit-title = Readmit { $name }
readmit-text = { $name } takes part again; what waited is exchanged after all.
readmit-done = { $name } has been readmitted.
revoke = Revoke
revoke-title = Revoke { $name }
revoke-text = { $name } leaves the network for good. Its certificates are refused. This cannot be undone; the region can only join again with new keys.
revoke-done = { $name } has been revoked.
revoke-sure-legend = Are you sure?
revoke-sure = Yes, for good
revoke-sure-missing = Confirm that this is for good.
decision-reason = Reason
decision-reason-hint = One sentence for the log. Name no persons.
decision-reason-missing = Give a reason.

## Deliveries

deliveries-title = Deliveries
deliveries-intro = Each region publishes three noisy tables a week. A week that was not delivered stays empty: delivering it later would be a second look at the people of that region.
deliveries-empty = No region takes part yet.
deliveries-weeks = Per region and week
deliveries-receipts = Receipts
deliveries-receipts-intro = The latest twenty-four. The region has a signed receipt for each table.
deliveries-none = Nothing has come in yet.
delivery-whole = complete
delivery-part = in part
delivery-missing = missing
delivery-before = before the first release
delivery-received = Complete
delivery-missing-count = Not complete

## Definitions

definitions-title = Definitions
definition-tension = Tension
definition-tension-text = The number of open public vacancies divided by the number of people who are available for those occupations. Tight is not bad and ample is not good: it says where changing jobs makes sense.
definition-very-tight = { $name } vacancies or more per person.
definition-tight = { $from } to { $to } vacancies per person: a shortage.
definition-balanced = between { $from } and { $to } vacancies per person.
definition-ample = { $from } to { $to } of a vacancy per person: a surplus.
definition-very-ample = { $name } of a vacancy or less per person.
definition-uncertain = the interval of the supply spans more than one class; the possible classes are named.
definition-missing = there is no release, it is stale, or there is neither supply nor demand.
definition-source = Names and cut-offs follow the usual five classes of labour-market tension.
definition-supply = Supply
definition-supply-text = People in a case, counted at the occupation that they look for or are available for; each counts once, in the home region. The region counts on Sunday and adds noise before the number leaves the region. The coordinator never sees the true number.
definition-interval-text = From the weekly figures the coordinator estimates the supply of now. The interval holds the true value nine times out of ten.
definition-shown-text = A number is shown if the estimate is at least 10 and half of the interval is at most 60% of it. Otherwise it says “<10 or uncertain”, with a pointer to a coarser occupation group that can be shown. Rounded to 5 below 100, to 10 below 1,000 and to 50 above.
definition-demand = Demand
definition-demand-text = Open vacancies that are public, counted exactly at the occupation. Vacancies shared in confidence do not count.
definition-fresh = Freshness
definition-fresh-text = A release of this week or the one before is current. An older one is stale: it is shown with its week and takes no part in shortage or surplus.
definition-starting-text = In a region's first 26 weeks the estimates are still rough: start-up phase.
definition-budget = Privacy budget
definition-budget-text = All releases about one person together stay within epsilon 1 (delta 1e-7; zCDP rho 0.0202) in any 366 days. The noise is discrete Gaussian and drawn once, at the moment the budget is charged.
definition-budget-rest = The rest of the budget is for tables to come. Above epsilon 2 the program refuses any release.
table-s0 = all candidates, one number, every week
table-s1 = supply per ISCO-08 unit group (four digits), 436 numbers, every week
table-s1b = supply per ISCO-08 sub-major group (two digits), 43 numbers, every week, measured on its own

## About, accessibility, privacy, help

about-lead = Schakelnet links the regions that help people change to other work. These pages are those of the national coordinator.
about-licence = Licence
about-licence-text = The programs are free software under the European Union Public Licence, version 1.2.
about-sources = Sources
about-software = The libraries that the programs are built with and their licences stand with the source code.
about-api = Interface
about-api-text = Programs get the same figures as JSON. The description:

accessibility-lead = These pages are made to meet WCAG 2.2 level AA. There has been no independent audit yet.
accessibility-done = What has been done
accessibility-keyboard = Everything works with the keyboard alone.
accessibility-script = Everything works without JavaScript.
accessibility-colour = No meaning hangs on colour alone: the map has signs, numbers and a table.
accessibility-small = Everything fits a screen 320 pixels wide, and prints.
accessibility-open = What has not been done yet
accessibility-open-text = The pages have not been tried with screen readers yet.
accessibility-contact = Does something not work for you?
accessibility-contact-text = Tell the network operator. You get an answer within two weeks.

privacy-lead = The coordinator holds no data of persons.
privacy-what = What it does hold
privacy-tables = Weekly noisy tables per region. A table does not show whether somebody is in it.
privacy-vacancies = Public vacancies.
privacy-envelopes = Sealed envelopes in which a region hands a file over to another region. Only the receiver can open them, and only after accepting.
privacy-never = What it never gets
privacy-never-text = Names, addresses, dates of birth, files or matches. Matching happens in the region itself; no answer to it leaves the region by itself.
privacy-accounts = Your own account
privacy-accounts-text = Of those who sign in here the coordinator keeps name, roles, a hashed password and the decisions about regions. There is one cookie for signing in and one for the language; no others.
privacy-rights = Your rights
privacy-rights-text = Are you in a case? Your data are with your own region. There you can see, correct and have them erased.

help-lead = Whoever looks here wants to know where people are short and where there are too many.
help-map = Reading the map
help-map-text = Each tile is a labour-market region. The number is the open vacancies per available person; two triangles up is very tight, two down very ample. An arrow to both sides means that the interval spans more than one class. Choose a sector or occupation group above the map.
help-join = Letting a region join
help-join-invite = Make a join token:
help-join-node = Have the region's operator use it:
help-join-words = Compare the six words and approve the region on the page Network.
help-contact = Do you need more help?
help-contact-text = Ask the network operator. Name the error code if there is one on the screen.

## Faults

fault-sign-in = Sign in first
fault-sign-in-text = This page is for those who have signed in. { $name }
fault-forbidden = You may not see this
fault-forbidden-text = Your account may not do this. The network operator can change your roles. { $name }
fault-not-found = There is no such page
fault-not-found-text = The address is wrong, or what stood there is gone. { $name }
fault-old-form = This form has expired
fault-old-form-text = You signed in again after the form was opened. Nothing has changed. { $name }
fault-malformed = This request cannot be read
fault-malformed-text = Nothing has changed. { $name }
fault-unavailable = Not available for a moment
fault-unavailable-text = The coordinator cannot answer now. Nothing is lost; regions go on working. Try again in a minute. { $name }
fault-refused = This decision was not carried out
fault-refused-text = Nothing has changed. The coordinator says: { $name }
fault-broken = Something went wrong here
fault-broken-text = Nothing is lost. The fault is in the log. { $name }
fault-again = Try again
fault-to-network = Back to the regions
fault-to-map = To the map
