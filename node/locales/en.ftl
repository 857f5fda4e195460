### Words of a region's pages.

## Menu and titles

nav-worklist = Worklist
nav-candidates = Candidates
nav-vacancies = Vacancies
nav-employers = Employers
nav-initiatives = Initiatives
nav-handovers = Hand-overs
search-candidates = Search candidate by name
title-sign-in = Sign in
title-matches-of = Vacancies that fit { $name }
title-people-for = People who fit { $name }
title-federation = What leaves this region
title-accessibility = Accessibility statement
title-privacy = Privacy
title-help = Help
title-about = About Schakelnet
title-hand-over = Hand over { $name }
title-handover = Hand-over: { $name }
title-record-consent = Consent of { $name }
title-change-candidate = Change what is known of { $name }
matches = Matches

## Steps

step = Step
steps = Progress in seven steps
step-1 = Intake
step-2 = Coaching and competences
step-3 = Matching
step-4 = Selection
step-5 = Training
step-6 = Job start
step-7 = Aftercare
step-done = Done:
all-steps = All steps
expectation-1 = Get acquainted and write down what the candidate wants
expectation-2 = Make the skills passport and choose a direction
expectation-3 = Find a fitting vacancy and propose it
expectation-4 = Plan the shadowing place and decide together
expectation-5 = Follow the training and discuss progress
expectation-6 = Guide the first weeks in the new job
expectation-7 = Check that candidate and employer can go on
success-1 = The candidate's wish is on paper
success-2 = The skills are confirmed and there is a direction
success-3 = Candidate and employer want to meet
success-4 = Both sides say yes
success-5 = The training is completed
success-6 = The candidate is at work
success-7 = The candidate still works there a year later

## Worklist

add-candidate = Add candidate
worklist-steps = Cases per step
worklist-empty = You have no cases yet. Search for a candidate and start a case.
worklist-upcoming = Coming seven days
worklist-late = Late
worklist-today = Today
worklist-waiting = Waiting for others
worklist-new = New
worklist-late-empty = Nothing is late.
worklist-today-empty = Nothing to do today.
worklist-waiting-empty = Nobody keeps you waiting.
worklist-new-empty = No new cases.
number-of-cases = number:
show-all = Show all ({ $n })
waits-for = waits for { $name }

## Candidates

candidates-search = Name
whose = Whose
whose-all = Everybody's
whose-mine = My candidates
apply = Apply
print-filter = filter: { $name }
clear-filters = Clear filters
candidates-found = { $n ->
    [one] 1 candidate found
   *[other] { $n } candidates found
}
candidates-none-found = No candidate found with these filters. Check the spelling or search for a part of the name.
candidates-more-names = Only the names that are most like it stand here. Type more of the name to find the others.
candidates-empty = This region has no candidates yet. Add the first one, or have the operator import a file.
pager = Pages
pager-previous = Previous
pager-next = Next
pager-older = Older
pager-line = { $first } to { $last } of { $total }
column-name = Name
column-place = Place
column-due = Due
column-owner = Responsible
column-status = Status
column-skill = Skill
column-next = How to go on
column-level = Level
column-evidence = Source
column-vacancy = Vacancy
column-employer = Employer
column-hours = Hours
column-guarantee = Job guarantee
column-opened = Opened
column-wanted = How wanted
column-about = About
column-do = Do
column-size = Staff
column-what = What
column-to = To
column-bytes = Size
column-made = Made
column-table = Table
column-period = Week
column-noise = Noise
column-cost = Cost (rho)
column-cells = Figures
no-case = no case

## File

hand-over-to-region = Hand over to another region
next-action = Next action
success-when = Success when
move-to-step = Move to another step
move-reason = Reason
move-reason-when = (needed when skipping or going back)
assign-case = Somebody else responsible
assign-case-intro = Whomever you choose is responsible from now on and sees the case in the own worklist.
agree-case = Another agreement
agree-case-intro = Agree on another day, and if need be on what has to happen by then. Without words of your own, what belongs to the step holds.
end-case = End the case
end-case-intro = A case that has ended is in no worklist any more. The file stays; another case can begin later.
ending-placed = At work, and the guidance is done
ending-stopped-by-person = The candidate stops
ending-stopped-by-region = The region stops, and the candidate knows why
ending-other-help = Another kind of help fits better
label-ending = How does it end
label-end-reason = Why
label-end-reason-hint = One sentence, without anything about health. The candidate can read it.
label-expected = What is expected
label-expected-hint = Empty: what belongs to the step.
label-success = Success when
error-owner = Choose who becomes responsible
error-expected = Say what is expected
error-success = Say when it is a success
error-ending = Choose how the case ends
error-end-reason = Say why the case ends
change-candidate = Change what is known
step-initiative = Initiative
step-initiative-when = (for training)
save = Save
read-more-handover = See the hand-over
candidate-without-case = No case runs for this candidate. Start one to follow the seven steps.
start-case = Start case
candidate-facts = Facts
consents = Consents
consents-empty = No consent has been recorded yet. Without consent nothing goes to another region.
consent-given = Given
consent-withdrawn = Withdrawn { $name }
consent-withdraw = Withdraw
record-consent = Record consent
timeline = Timeline
timeline-empty = Nothing has happened yet. A talk, step or consent will show here.
skills = Skills
skills-empty = There are no skills in this passport yet. Begin with the last job.
more-skills = { $n ->
    [one] 1 more skill
   *[other] { $n } more skills
}
more-skills-to-learn = { $n ->
    [one] 1 more skill, to learn
   *[other] { $n } more skills, { $learn } of them to learn
}
best-matches = Best matches
all-matches = All matches
matches-none = No vacancy fits at the moment.
see-vacancies = See the vacancies
see-candidates = See the candidates
see-connection = See the connection with the network
level-1 = 1 – begins
level-2 = 2 – with help
level-3 = 3 – independent
level-4 = 4 – leads others
evidence-self = own statement
evidence-employer = confirmed by employer
evidence-certificate = certificate
evidence-assessment = assessment
fact-place = Place
fact-email = E-mail
fact-phone = Telephone
fact-birth-date = Birth date
fact-hours = Hours a week
fact-travel = Travel time, one way
fact-travel-value = up to { $n } minutes
fact-education = Education
fact-occupation = Present or last work
fact-former = Earlier work
fact-wishes = Wants to move to
fact-languages = Languages
fact-remarks = Remarks
unknown = not known

## Matches

matches-intro = In order of how well it fits: which wanted skills are there, which are like them, and how somebody learns and what somebody likes to do. Rare skills weigh more. You decide: the order is a proposal.
matches-found = { $n ->
    [0] No matches
    [one] 1 match
   *[other] { $n } matches
}
scope = Which vacancies
scope-all = All
scope-own = Of this region
scope-network = Of other regions
back-to-file = Back to the file
back-to-vacancy = Back to the vacancy
match-weighted = score { $name }
match-outside = Employer outside of the network
match-factors = What else counts?
match-why = Why this match?
match-why-of = Why this match: { $name }
match-skill-held = Present
match-skill-like = Is like it
match-skill-missing = To learn
match-skill-helps = Helps
match-next-confirm = Now; have it confirmed, as it is an own statement
match-next-held = Now, { $name }
match-next-train = Training or shadowing place
match-next-on-the-job = Learn on the job
match-next-optional = Not needed to begin
rule-passed = Fits
rule-failed = Does not fit
rule-unknown = Ask
in-region = region { $name }
see-vacancy = See vacancy
see-file = Open file
hand-over-to = Hand over to { $name }
advice-network = Look at other regions too
advice-file = Complete skills, hours or travel time in the file
advice-vacancies = See all vacancies

## Vacancies

add-vacancy = Add vacancy
vacancies-search = Title, employer or occupation
vacancies-meant = Also searched for the occupation: { $name }.
vacancies-found = { $n ->
    [one] 1 vacancy found
   *[other] { $n } vacancies found
}
vacancies-none-found = No vacancy found with these filters.
vacancies-empty = There are no vacancies yet. Add one, or wait for those of other regions to come in.
region = Region
all-regions = All regions
own-region = (this region)
yes = Yes
no = No
vacancy-elsewhere = This vacancy is of region { $name }. When somebody fits, you hand the case over, with consent.
vacancy-closed-on = This vacancy was closed on { $name }. Nobody is proposed for it any more.
vacancy-closed-elsewhere = Region { $name } has closed this vacancy. Nobody is proposed for it any more.
close-vacancy = Close vacancy…
close-vacancy-internal = The vacancy is filled or withdrawn. Nobody is proposed for it after that.
close-vacancy-public = The vacancy is filled or withdrawn. Nobody is proposed for it after that, in other regions neither.
close-vacancy-now = Close
vacancy-facts = About the work
vacancy-asks = Wanted skills
vacancy-asks-nothing = This vacancy names no skills yet. Ask the employer what somebody must be able to do.
visibility = Visible to
visibility-public = all regions (public vacancy)
visibility-internal = this region only
want-essential = needed
want-trainable = needed, can be learnt on the job
want-optional = helps
best-people = Best matches
people-none = Nobody of this region fits within their own travel time and hours at the moment.
people-closed = The vacancy is closed. Nobody is proposed for it any more.
people-intro = People of this region, within their own travel time and hours. The employer sees nothing before the candidate wants it.
people-elsewhere = The vacancy is of region { $name }.
fact-employer = Employer
fact-work-place = Place
fact-region = Region
fact-work = Occupation
fact-guarantee = Job guarantee
fact-entry-level = Entry level by law
fact-opened = Opened
fact-source = Public at

## Employers

add-employer = Add employer
employers-search = Name
employers-found = { $n ->
    [one] 1 employer found
   *[other] { $n } employers found
}
employers-empty = No employer found. Add an employer to record vacancies.
kvk = KvK number
for-employer = for { $name }
## Initiatives

initiatives-intro = Programmes that help people to change to other work. In the training step you choose from this list.
initiatives-found = { $n ->
    [one] 1 initiative
   *[other] { $n } initiatives
}
initiatives-none-found = No initiative found in this sector.
initiatives-empty = There are no initiatives yet. The region's operator imports the list.
all-sectors = All sectors
column-sector = Sector
column-source = Named in
steps-covered = Steps
source-national-list = national list
source-case-study = case study

## Hand-overs

handovers-decide = To be decided by this region
handovers-decide-empty = Nothing to decide. When another region offers a case, it shows here.
handovers-waiting = Offered by this region
handovers-waiting-empty = No offer waits at another region. You hand over from a candidate's file.
handovers-ended = Ended
handover-someone = A candidate of { $name }
other-region = Other region
owner-now = Owner now
offered-at = Offered
expires-at = Expires
decided-at = Decided
handover-way = Course of the hand-over
handover-drafted = Prepared
handover-offered = Offered
handover-accepted = Accepted
handover-refused = Refused
handover-expired = Expired
handover-withdrawn = Withdrawn
handover-closed = Closed
handover-drafted-meaning = The offer is ready and leaves as soon as the network can be reached. The offering region stays owner.
handover-offered-meaning = The other region can decide now. Until then the offering region is owner.
handover-offered-here = Your region can decide now. Until then the region that offers is the owner.
handover-accepted-meaning = The case has moved. The receiving region is owner now.
handover-refused-meaning = The other region does not take the case. The offering region is owner; what was sent has been made unreadable.
handover-expired-meaning = Nobody decided in time. The offering region is owner; what was sent has been made unreadable.
handover-withdrawn-meaning = The offer was taken back. The offering region is owner; what was sent has been made unreadable.
handover-closed-meaning = The receiving region has stored the case. Only the receipt is left.
answer-under-way = The network's answer is on its way.
asked-accept = Asked to accept
asked-refuse = Asked to refuse
asked-withdraw = Asked to withdraw
refused-because = Reason: { $name }
accept-case = Accept case
refuse-case = Do not accept…
refuse-reason = Reason
refuse-note = Note
refuse-reason-missing = Choose a reason, so that the other region can go on
refuse = Refuse
refusal-no-capacity = No room with an adviser or coach
refusal-nothing-fits = Nothing in the region fits
refusal-wrong-region = Belongs to another region
refusal-incomplete = Something is missing that is needed first
refusal-other = Another reason
withdraw-offer = Withdraw offer
open-file = Open file
download-receipt = Save receipt
handover-preview = What you may see now
handover-sent = What the other region sees now
handover-preview-empty = The consent shows nothing before accepting.
consent-covers = The consent covers
handover-course = Course
from-region = From
to-region = To
handover-sealed = The file travels sealed and can only be read once the other region accepts. The national network can never read it.
handover-intro = The case moves with what the consent names and nothing more. You stay responsible until the other region accepts.
handover-which-consent = To which region
handover-consent-note = { $name }
handover-consent-missing = Choose a region for which there is consent. If there is none yet, record the consent first.
offer-case = Offer case
field-name = name
field-contact = e-mail and telephone
field-birth-date = birth date
field-municipality = place
field-availability = hours and travel time
field-education = education
field-occupations = work and wishes
field-languages = languages
field-skills = skills
field-remarks = remarks
field-case-history = course of the case

## Consent

consent-handover-to = Hand-over to { $name }
consent-coach-contact = Confidential contact with a coach
consent-employer-contact = Becoming known to an employer
consent-intro = Read the text out or have it read: your case moves to another region. Only what you tick goes along. You can withdraw this as long as the other region has not accepted.
consent-region = Which region receives the data
consent-fields = What goes along
consent-fields-hint = Name and place are always needed.
consent-channel = How was consent given
channel-in-person = in a talk
channel-by-phone = by telephone
channel-in-writing = in writing
consent-region-missing = Choose the region that receives the data
consent-fields-missing = Tick what may go along; name and place are always needed
consent-channel-missing = Choose how consent was given

## Forms

form-about-person = About the candidate
form-about-work = Work and wishes
form-about-availability = Availability
form-about-skills = Skills
form-about-employer = About the employer
form-about-vacancy = About the vacancy
form-about-visibility = Visibility
label-name = Name
label-email = E-mail address
label-phone = Telephone number
label-birth-date = Birth date
label-municipality = Municipality
label-hours-min = Fewest hours a week
label-hours-max = Most hours a week
label-travel = Travel time, one way, in minutes
label-education = Highest education
label-occupation = Present or last work
label-former = Earlier work
label-present-employer = Employer now
label-present-employer-hint = This employer never sees that somebody wants to change.
label-languages = Languages
label-target = Work that the candidate wants
label-years = Years of experience
label-skills = Skills
label-skills-hint = Search for a word and tick. What you tick stays.
label-graded-hint = Search for a word, tick it and choose beside it. What you tick stays.
label-remarks = Remarks
label-remarks-hint = No citizen service number and nothing about health.
label-kvk-hint = Eight digits
label-sbi = Main activity (SBI)
label-sbi-hint = For example 87.10; leave empty if you do not know
label-size = Number of staff
label-employer = Employer
label-title = Title of the vacancy
label-text = Text of the vacancy
label-vacancy-occupation = Occupation
label-essential = Needed skills
label-trainable = Of these, can be learnt on the job
label-optional = Skills that help
label-guarantee = Job guarantee
label-guarantee-yes = The employer gives a conditional contract beforehand
label-entry-level = Entry level by law (education)
label-public = Who may see this vacancy
label-public-yes = All regions: the vacancy is public already
label-public-no = This region only
label-source = Where the vacancy is public
label-source-hint = For example the address on the employer's site
search-occupation = Search occupation
search-skill = Search skill
search-language = Search language
add = Add
education-basis = primary school
education-vmbo = vmbo
education-mbo1 = mbo 1
education-mbo2 = mbo 2
education-mbo3 = mbo 3
education-mbo4 = mbo 4
education-havo = havo
education-vwo = vwo
education-hbo = hbo
education-wo = university
picker-no-hits = Nothing found for ‘{ $name }’. Try another or a shorter word.
picker-no-text = This is not text that can be searched. Type one word or more.
hours-range = { $min } to { $max } hours
hours-exactly = { $n } hours

## Signing in

label-account = User name
label-password = Password
sign-in = Sign in
sign-in-help = No account, or lost your password? The region's operator makes a new password for you.
sign-in-expired = You were no longer signed in. Nothing was stored. Sign in, then go back with the button of your browser: what you filled in is still there.
sign-in-wrong = User name or password is not right
sign-in-name-missing = Fill in your user name
sign-in-password-missing = Fill in your password
role-adviser = regional adviser
role-coach = career coach
role-business-adviser = business adviser
role-operator = operator

## Sharing

federation-intro = Three kinds of data leave this region, and no others: noisy figures, public vacancies, and sealed envelopes with the decisions about them. Each time it happened is listed here.
connected = Connected
not-connected = No connection
coordinator = National network
in-queue = messages wait
oldest = oldest of { $name }
connection = Connection
not-joined = This region has not joined the network yet. The operator joins with `schakel-node join TOKEN`; until then nothing leaves the region.
connection-lost = The national network cannot be reached. Everything inside the region works; what must leave waits and then goes once.
state-in-network = State of the region
last-contact = Last contact
never = never yet
certificate-until = Certificate valid until
directory-version = Version of the list of regions
queue = Queue
queue-empty = Nothing waits: everything was delivered.
first-of = The first { $shown } of { $total }.
refused-for-good = Refused by the network
refused-for-good-help = These messages do not go out again. Pass the reason on to the region's operator.
releases = Figures with noise
releases-intro = Each week tables with numbers of candidates go out. Chance is added to each figure, so that nobody can be traced. This is exactly what was sent.
releases-count = { $n ->
    [one] There is 1 release.
   *[other] There are { $n } releases.
}
publication-stopped = This region sends no more figures. The national network holds other figures in this region's name, so a copy of this program sends them too. Find and stop the copy; the operator knows from the operations manual how to go on.
releases-empty = No table has been sent yet.
how-releases-work = How this works
budget-line = Of this year's privacy budget { $spent } of { $whole } (rho) is spent.
cells = { $n ->
    [one] 1 figure
   *[other] { $n } figures
}
table-total = All candidates
table-sub-major = By occupation group (43)
table-unit = By occupation (436)
delivered = Delivered
waits = Waits
left-title = Everything that left
left-intro = Every message that the national network has received, newest first. An envelope is padded to a fixed size, so that its size betrays nothing. Apart from this the program only asks for news and renews its certificate; nothing in that is about people or employers.
left-empty = Nothing of this kind has left yet.
all-kinds = All kinds
tried = Tried { $n } times
kind-vacancies = Vacancies
kind-release = Figures with noise
kind-offer = Offer of a case
kind-decision = Decision about a case
kind-close = Receipt of a case
kind-other = Message

## Notices after an action

done-candidate-added = The candidate was added and the case was started.
done-candidate-changed = What is known is changed.
done-employer-added = The employer was added.
done-vacancy-added = The vacancy was added.
done-vacancy-closed = The vacancy is closed.
done-step-moved = The step was changed.
done-case-started = The case was started.
done-case-assigned = Somebody else is responsible for the case.
done-case-agreed = The agreement is saved.
done-case-ended = The case has ended.
done-consent-recorded = The consent was recorded.
done-consent-withdrawn = The consent was withdrawn.
done-offered = The case is ready for the other region.
done-asked-accept = Your decision to accept is on its way.
done-asked-refuse = Your refusal is on its way.
done-asked-withdraw = The withdrawal is on its way.
done-signed-out = You are signed out.

## Faults

fault-title-not-found = Not found
fault-title-forbidden = No access
fault-title-wrong = That did not work
fault-title-internal = Something went wrong
next-worklist = To the worklist
next-sign-in = Sign in
next-help = To the help page

## About, accessibility, privacy, help

about-intro = Schakelnet links the labour-market regions of the Netherlands, so that people can move to work where they are needed, also across the border of a region.
about-region = These pages belong to the node of one region. The data of people is here and nowhere else.
about-sources = Sources
about-licence = Licence
about-licence-text = Schakelnet is free software under the EUPL 1.2. The source code is with the publisher of this node.
accessibility-intro = Everybody must be able to work with these pages: with keyboard, screen reader, magnification, on paper and without JavaScript.
accessibility-tested = What was tested
accessibility-tested-text = With each change every page is checked automatically against WCAG 2.2, levels A and AA, in Dutch and English, also on a screen 320 pixels wide.
accessibility-open = What was not tested yet
accessibility-open-text = There has been no manual test with screen readers yet, and none by people with a disability. Status: B, partially compliant.
accessibility-keys = Keys
accessibility-keys-text = Press / to go to the search field. Everything works with Tab, Enter and the space bar.
accessibility-contact = Are you stuck?
accessibility-contact-text = Tell the operator of region { $name }. You get an answer within five working days.
privacy-intro = The data of candidates is in region { $name }'s own database and nowhere else.
privacy-leaves = What leaves the region
privacy-leaves-tables = Numbers with noise: nobody can be traced in them, not even with other knowledge beside them. There is a yearly budget that cannot be exceeded.
privacy-leaves-vacancies = Public vacancies, without contact persons.
privacy-leaves-envelopes = Sealed envelopes: a case that moves to one other region with consent, and that only that region can open.
privacy-see-what-left = See everything that left the region
privacy-people = Who sees your file
privacy-people-text = Only the advisers and coaches of the region. Each time somebody opens a file, that is written in a log that cannot be changed. An employer sees nothing before you want it.
privacy-rights = Your rights
privacy-rights-text = You can see your data, have it corrected and have it erased, and withdraw a consent at any time. Ask your coach or adviser.
privacy-cookies = Cookies
privacy-cookies-text = These pages use two cookies of their own: one to keep you signed in and one to remember your language.
help-intro = A case has seven steps. Each step has one action, one person responsible and a last day.
help-steps = The seven steps
help-handover = Handing a case over
help-handover-text = When a candidate fits a vacancy in another region, record the consent and offer the case. You stay responsible until the other region accepts.
help-matches = How matches come about
help-matches-text = A match counts which wanted skills somebody has, how well and how that is known, and which other skills are like them. Rare skills weigh more than common ones, needed ones more than those that help. The potential to develop and interests count a little; what is not known counts as the middle. The candidate's travel time, hours and first day are a limit. Age, sex, origin, name and postcode never count. The program turns nobody down: you decide.
help-keys = Keys

## Additions of forms and lists

with-guarantee = with job guarantee
always-needed = always needed
step-vacancy = Vacancy
step-vacancy-when = (needed for selection)
step-needs-vacancy = For the selection, choose which vacancy it is about
case-offered = This case has been offered to region { $name }. Nothing changes until the decision.
changed-meanwhile = Somebody else changed this while you were at it. Nothing is saved yet. Each field that differs says what is stored now; what you typed stands in the field. Change what is needed and save again.
changed-meanwhile-value = { $field }: stored now is ‘{ $value }’
nothing-stored = nothing
event-opened = Case started
event-entered = To step: { $name }
event-deadline-set = Another agreement made
event-owner-changed = Another person responsible
event-offered = Offered to another region
event-taken-back = Offer ended; the case goes on here
event-given-away = Moved to another region
event-ended = Case ended
event-noted = Data added
event-consent = Consent recorded
event-read = File read
event-read-line = Seen in a list or search result
event-read-match = Seen in a match
event-read-case = Looked at where the case stands
event-read-handover = Looked at where the hand-over stands
event-read-preview = Looked at what a region sees before it decides
times = ({ $n } times that day)
event-taken-in = Taken over from another region
handover-no-case = There is no case that can be offered.
handover-no-consent = There is no consent yet to hand this case over to another region.
handover-no-consent-for = There is no consent yet to hand this case over to region { $name }.
refuse-note-missing = Give a note with another reason
sign-in-later = Too many wrong passwords. Try again after { $name }.
error-name = Fill in a name
error-email = Fill in an e-mail address such as name@example.nl
error-phone = Fill in a telephone number such as 06 12345678
error-date = Give a day that exists, such as 28-02-1990
error-municipality = Choose a municipality
error-hours = Fill in a number of hours between 1 and 60
error-hours-order = The fewest hours must be between 1 and the most hours
error-travel = Fill in a travel time between 1 and 240 minutes
error-education = Choose an education from the list
error-years = Fill in a number of years
error-skill-level = Choose a level and a source from the list for each skill
error-language-level = Choose a level from the list for each language
error-bsn = This holds a citizen service number (BSN). It may not be kept here: remove it.
error-too-long = The text is too long: at most { $n } characters
error-unprintable = This holds characters that cannot be read. Type the text again.
error-kvk = Fill in a KvK number of eight digits
error-kvk-twice = There is an employer with this KvK number already
error-sbi = Fill in an SBI code such as 87.10
error-size = Choose the number of staff
error-employer = Choose an employer
error-title = Fill in a title
error-occupation = Search and choose an occupation
error-essential = Search and choose at least one needed skill
error-source = Fill in where the vacancy is public
network-none = not joined yet
network-joining = asked to join, waits for approval
network-approved = approved
network-suspended = suspended
network-revoked = revoked
release-intro = This is exactly what was sent: numbers with noise. Because of the noise a number can be below zero.
release-not-here = The figures of this release are not on this node any more, only its receipt.
column-fingerprint = Fingerprint (SHA-256)
column-code = Code
column-group = Occupation group
column-sent = Number sent

problem-offer-not-taken = The national network did not take the offer. The case is this region’s again; the operator finds the reason in the log.
problem-decision-not-taken = The national network did not take this decision. You can decide again; the operator finds the reason in the log.
problem-beyond-consent = The file is for another region or holds more than the person agreed to. Nothing of it was kept; contact the region that sent it.
problem-nobody-accepted = This case was accepted already, but that is not in this restored copy. Accept it here again, so that somebody answers for it.
problem-case-missing = The case is this region's, but its file is not in this restored copy. Ask the operator for a newer copy, or ask the other region who it was about.
problem-cannot-be-opened = The file has come but cannot be opened. The data are still there; ask the operator to look in the log.

delivery-unreachable = The national network cannot be reached
delivery-no-answer = No answer came
delivery-not-believed = The answer was wrong and is not trusted
delivery-too-large = The message is too large
delivery-unknown-version = The national network does not know this version of the message
delivery-not-admitted = This region is not admitted now
delivery-forbidden = This region may not do this
delivery-bad-signature = The signature is not right
delivery-not-found = What the message names does not exist
delivery-conflict = It contradicts what is there
delivery-refused = The national network refuses the message
delivery-withdrawn = Withdrawn before it left
candidates-column = Your worklist: { $name }

## Capacity to learn, interests, tests and proposals

form-about-potential = Capacity to learn
form-about-interests = Interests
label-available = Available from
label-potential-hard = Learning what the work asks
label-potential-soft = Learning to work with others
label-potential-hint = Leave all of it empty if this is not known yet. Empty never counts against the candidate.
label-potential-source = Who says so
label-potential-on = Established on
label-interest-source = Who told us
label-interest-hint = Only from a test or from the candidate. Otherwise leave all of it empty.
error-potential = Choose for both how fast somebody learns, or leave all of capacity to learn empty
error-potential-source = Choose who says so
error-potential-on = Fill in on which day this was established
error-interest = Choose for each kind of work how much, or leave all of interests empty
error-interest-source = Choose who told us
capacity-1 = small steps, with much help
capacity-2 = with help
capacity-3 = as most people do
capacity-4 = quickly
capacity-5 = quickly and by oneself
liking-0 = not
liking-1 = a little
liking-2 = somewhat
liking-3 = much
liking-4 = very much
interest-realistic = Working with hands, tools, animals or outdoors
interest-investigative = Finding out how things are
interest-artistic = Making something new
interest-social = Helping and teaching people
interest-enterprising = Leading, selling and organising
interest-conventional = Keeping things in order
interests-none = none of the six kinds of work
source-coach = the coach's judgement
source-test = from a test
source-self = own answers
fact-available = Available from
fact-potential = Capacity to learn
fact-interests = Interests
available-unknown = Not known yet. Ask the candidate from when it is possible.
potential-unknown = Not known yet. Talk about it with the candidate or ask for a test, and fill it in.
potential-value = Learning what the work asks: { $hard }. Learning to work with others: { $soft }. ({ $source }, { $day })
interests-unknown = Not known yet. Ask the candidate what kind of work suits, or ask for a test.
gaps = What is still needed for the work that the candidate wants
gaps-empty = It is not known yet which work the candidate wants. Fill it in, and what it still takes stands here.
gap-unknown-title = Unknown occupation
gap-unknown = This occupation is not in the list any more. Choose another.
gap-sentence = Of what this occupation asks: { $held } there, { $standins } for which something else helps, { $missing } to learn.
gap-missing = To learn
gap-stand-ins = For which something else helps
gap-stands-in = – { $held }: { $because }
gap-held = There
tests = Test results
tests-empty = There are no test results yet. A test shows what somebody can do, apart from diplomas.
test-skills = { $n ->
    [one] 1 skill tested
   *[other] { $n } skills tested
}
test-difference = The file says: { $known } ({ $evidence }). The test says: { $tested }. Nothing was changed; you choose.
test-keep = Keep what is there
test-take = Take the test over
take-test-result = Add test result
title-test-result = Add test result: { $name }
test-result-intro = Paste the file that the test gives. Its skills go into the file as tested. Where the test says less than was there, that stays and you choose.
label-test-document = Result (JSON)
label-test-document-hint = With name, provider, date, competences (uri and level 1 to 4) and, where asked, interests. Nothing about health.
error-test-document = This is no result in the right form. Open the file of the test and paste all of it.
done-test-taken = The test result is in the file.
done-test-chosen = Your choice was saved.
proposals = Proposals
proposals-empty = This candidate was not proposed for anything yet. Choose a match, or propose a vacancy yourself.
propose = Propose
does-not-fit = Does not fit…
propose-own-idea = Propose a vacancy yourself
record-outcome = What came of it?
see-proposal-report = Compare match list and own ideas
title-propose = Propose: { $name }
title-does-not-fit = Does not fit: { $name }
title-outcome = What came of it: { $name }
propose-intro = You write down here that you propose this candidate. Nothing goes to the employer: contact the employer only if the candidate agrees.
does-not-fit-intro = Your reason stays in the candidate's file. The employer does not see it.
label-proposal-vacancy = Vacancy
label-proposal-vacancy-hint = Search by title or employer and choose one.
search-vacancy = Search vacancy
error-proposal-vacancy = Search and choose a vacancy
label-unfit-reason = Why not
label-unfit-note = Note
label-unfit-note-hint = Needed with another reason. Nothing about health; the candidate may read this.
error-unfit-reason = Choose why not
label-outcome = What came of it
outcome-why = If it comes to nothing
error-outcome = Choose what came of it
unfit-skills = Skills are missing
unfit-hours = The hours do not fit
unfit-travel = It is too far
unfit-wish = The candidate does not want this work
unfit-start-date = The starting date does not fit
unfit-somebody-else = The employer chose somebody else
unfit-vacancy-filled = The vacancy was filled or withdrawn
unfit-other = Another reason
proposal-unfit = Does not fit
proposal-proposed = Proposed
proposal-interview = Interview
proposal-hired = Hired
proposal-not-hired = Came to nothing
proposal-by-hand = own idea
proposal-from-list = from the match list, place { $place }, weighted { $score } (weights: { $version })
done-proposed = The proposal is in the file.
done-found-unfit = Written down that this does not fit.
done-outcome-recorded = Written down what came of it.
title-proposal-report = Proposals compared
report-intro = Does the match list do better than advisers' own ideas? Here is what came of both.
report-empty = Nobody was proposed yet. Propose candidates from the match list and on your own idea; then you can compare here.
report-way = How proposed
report-proposed = Proposed
report-interviews = Interviews
report-hired = Hired
report-of-proposed = Share of the proposals
report-share = { $seen } (between { $low } and { $high })
report-too-few = too few for a percentage
report-method = In brackets stands where the true percentage lies with 95% certainty (Wilson). Under ten proposals no percentage is given. Who started without an interview counts among the interviews too. Advisers chose themselves; it is no trial by lot.
arm-matching = From the match list
arm-manual = Own idea
finding-too-few = Too few proposals to compare yet.
finding-none = No difference can be shown.
finding-matching = Proposals from the match list succeed more often.
finding-manual = Own ideas succeed more often.
handover-stays-behind = Capacity to learn, interests, the day on which somebody can start, test results and proposals stay behind; the other region asks for them anew.
label-level-group = Education
level-group-all = All
level-group-mbo = mbo 1 to 4
title-propose-for = Propose somebody yourself: { $name }
propose-somebody = Propose somebody yourself
label-proposal-person = Candidate
label-proposal-person-hint = Search by name and choose one.
search-person = Search candidate
error-proposal-person = Search and choose a candidate
## Vacancies: cause, reach and job carving

outside-network = outside the network
vacancy-outside = This vacancy comes from a public source. The employer takes no part in the network. The vacancy does not go to other regions and comes after those of the network in lists.
label-in-network = Does the employer take part in the network?
label-in-network-hint = Of one that does not, you can add vacancies from public sources. They stay in this region.
label-in-network-yes = Yes
label-in-network-no = No, known from public sources only
fact-wished-start = Wished start
fact-cause = Cause of the shortage
label-starts-on = Wished starting date
error-starts-on = Choose a day as the starting date, or leave this empty
vacancy-cause = Why does the vacancy stay open?
label-cause = Cause of the shortage
label-cause-hint = Ask the employer. There can be more than one cause.
cause-unattractive = The work, its image or its terms draw too few people
cause-demography = There are too few people who can work
cause-narrow-criteria = The employer looks too narrowly
cause-not-asked = not asked yet
cause-note = Note the cause and the starting date
cause-carve = The employer looks too narrowly. See which tasks really ask for a higher level. Split the job in two if that gives more people a chance.
done-cause-noted = The cause and the starting date are noted.

demands-diploma = asks for a diploma
demands-title = It asks for a diploma or experience, not for skills
demand-no-skills = The vacancy names no skill at all.
demand-diploma = The title or the text asks for a diploma or a level of education.
demand-years = The title or the text asks for years of experience.
demands-prompt = Ask the employer what somebody has to be able to do, and write that down as skills. A diploma is earned later, on the way.
demands-instead = With this occupation come for example:

reach-title = Are the demands too strict?
reach-means = They have all skills that are needed from the first day, and travel time and hours fit.
reach-nothing-required = No skill is needed from the first day. The demands cannot be softer.
reach-caption = How many people of this region would come in addition if the skill could be learnt on the job, or only helped
reach-column = Additional people
reach-people = { $n ->
    [one] 1 person fits.
   *[other] { $n } people fit.
}
reach-few = Fewer than 10 people fit.
reach-more = { $n } more people
reach-more-few = fewer than 10 more people

carve-title = Job carving
carve-of = Job carving: { $name }
carve-intro = If a vacancy asks for hbo level, see whether all tasks do. Split the job into a part with mbo tasks and a part with hbo tasks. Then more people fit, and those of hbo level do more work at that level.
carve-begin = Describe the tasks
carve-look = See the tasks and what splitting brings
carve-not-any-more = This vacancy is closed and is not split any more.
carved-from = This vacancy is a part of:
carved-into = This vacancy was split into:
carve-tasks = Tasks
carve-no-tasks = There are no tasks yet. Go through a week with the employer and write down what somebody does.
task = Task
task-of-vacancy = Task of the vacancy
task-add = Add a task
task-change = Change
task-remove = Remove
task-time = Time a week
task-level = Level
task-level-hint = Which level of thinking does this task ask for? Look at the work, not at a diploma.
task-level-mbo = mbo
task-level-hbo = hbo
task-skills = What must somebody be able to do?
column-task-skills = What somebody must be able to do
task-without-skills = no skills yet
task-description = What does somebody do?
task-hours = Hours a week
task-minutes = And minutes
error-task = Write in one line what somebody does
error-task-time = Give a time between 1 minute and 60 hours a week
error-task-level = Choose the level of the task
done-task-saved = The task is saved.
done-task-removed = The task is removed.
week-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
week-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
week-hours-and-minutes = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
} and { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
carve-together = Together the tasks take { $name } a week.
carve-job = The job is { $name }.
carve-parts = The two parts
carve-part-mbo = Part with mbo tasks
carve-part-hbo = Part with hbo tasks
carve-fit = Who fits?
carve-remainder = Of the job, { $name } a week is in no task, such as meetings or waiting. That time comes into neither part. Put it into a task if it is needed.
carve-no-remainder = The time of the two parts together is exactly the time of all tasks.
carve-not-needed = Asked for, but needed by no task:
carve-gain = What it brings
carve-before = Fits the whole job
carve-after = Fits at least one part
carve-challenge = Challenge for people of hbo level
carve-challenge-value = Of the time of the whole job, { $name } is work of hbo level. In the part with hbo tasks all of it is.
carve-counted = Counted are people of this region who have all skills that are needed and for whom travel time and hours fit. A number under 10 is not shown. If the difference is small, the second number is not shown either.
carve-elsewhere = In other regions
carve-elsewhere-unknown = Not known of other regions yet. We do not ask them: we use the figures that the national network publishes every week. Look again later.
carve-post = Split and post
carve-post-means = The vacancy is closed. The two parts take its place, with the same employer, place and visibility. Is a part not right yet? Change the tasks first.
carve-now = Split and post
done-vacancy-carved = The vacancy is split. The two parts stand under Job carving.
## Training and learning paths

title-training = Training for an occupation
title-learning-paths = Now and after training
title-paths-to = Now and after training: { $name }
title-paths-of = Work now and after training for { $name }
training-by-occupation = Find training for an occupation
training-intro = Choose an occupation. You see which training there is for it in this region or online.
training-occupation = Occupation
training-search = Find training
training-for = Training for: { $name }
training-none = There is no training for this occupation in this region or online.
training-see-initiatives = See all initiatives
training-again = Search for another occupation
training-others = Other occupations like this
teaches-part = teaches { $n } of the { $of } essential skills
column-module = Module
column-teaches = What you learn
column-length = Length
column-money = Costs
initiative-facts = Facts
initiative-intake = Apply
initiative-intake-intro = This is a desk of the sector. People apply here:
initiative-modules = Modules
initiative-no-modules = What this initiative teaches is not known yet.
module-teaches = What you learn
module-opens = Occupations that this brings closer
fact-kind = Kind
fact-works-in = Region
fact-module-starts = Begins
fact-seats = Seats
fact-certificate = Certificate
kind-programme = programme
kind-sector-desk = desk of the sector
reach-nationwide = whole country
starts-continuous = any day
place-online = online
length-of-module = { $weeks ->
    [one] 1 week of { $hours } hours
   *[other] { $weeks } weeks of { $hours } hours
}
costs-nothing = free
pays-employer = { $name } from the employer
pays-training-fund = { $name } from the training fund
pays-subsidy = { $name } from subsidy
pays-own = { $name } own contribution
outlook-title = Who fits now, who fits after training
outlook-count = { $now } fit now, { $after } after at most { $months } months of training.
outlook-counted = { $n ->
    [one] Counted is 1 person: who has a wanted skill now and whom no rule stands in the way.
   *[other] Counted are the { $n } people who fit best now, 500 at most.
}
outlook-counted-few = A number below { $n } is not shown, so that nobody can be recognised.
fewer-than = fewer than { $n }
outlook-initiatives = These initiatives of the region and the sector can help:
outlook-no-initiative = No training: there is no initiative of this region and sector.
outlook-not-taught = No training for: { $name }.
outlook-choices = This is what the employer can do:
outlook-people = Who fits now and after training
paths-none = Nobody and nothing fits now or within six months of training.
paths-of-candidate = First the work that fits now, then the work that fits after training. What comes soonest stands first.
see-after-training = See what fits after training too
## Occupations and answers

occupations = Occupations
title-occupations-of = What could { $name } become?
title-way-to = The way to { $name }
see-occupations = What could this person become?
occupations-intro = Occupations that fit what somebody can do and does now, in other sectors too. The order is a proposal: you decide together.
occupations-found = { $n ->
    [0] No occupations found
    [one] 1 occupation
   *[other] { $n } occupations
}
occupations-start = { $n ->
    [0] Starting from: the occupation { $name }; no skills are filled in yet.
    [one] Starting from: the occupation { $name } and 1 skill.
   *[other] Starting from: the occupation { $name } and { $n } skills.
}
occupations-start-skills = { $n ->
    [one] Starting from: 1 skill; the occupation is not known.
   *[other] Starting from: { $n } skills; the occupation is not known.
}
occupations-none = There are no occupations with this choice.
occupations-no-start = No skills and no occupation are known yet. Fill in one of them first.
among = Which occupations
among-all = All, in other sectors too
among-other = Only other sectors
among-shortage = Only sectors with a shortage
other-sector = other sector
shortage-sector = sector with a shortage
feasible-well = Well feasible ({ $n } of 100)
feasible = Feasible ({ $n } of 100)
feasible-with-learning = Feasible with more learning ({ $n } of 100)
feasible-far = A large step ({ $n } of 100)
occupation-counted = { $held ->
        [one] 1 skill is
       *[other] { $held } skills are
    } there (probably), for { $substituted } there is something like it, { $missing ->
        [one] 1 is
       *[other] { $missing } are
    } new.
occupation-openings = Open vacancies: { $own } in this region, { $others } in other regions; { $group } in the whole group of occupations.
occupation-skills = What this occupation asks
occupation-skills-of = What this occupation asks: { $name }
occupation-why = Why, or how to go on
occupation-perhaps = Probably
occupation-stands-in = Stood in for
occupation-next-held = Is in the file
occupation-next-perhaps = Belongs to the present work: ask
mark-viable = Viable
mark-not-viable = Not viable yet
mark-viable-because = The change scores { $n } of 100.
mark-viable-threshold = Viable: the change scores at least { $n } of 100.
mark-desirable = Desirable
mark-not-desirable = Not desirable
mark-desirable-unknown = Desirability not known
mark-desirable-because = { $level }; open vacancies with wanted hours: { $n }.
mark-desirable-threshold = { $n ->
    [one] Desirable: the work has no lower level and there is at least 1 open vacancy with the wanted hours.
   *[other] Desirable: the work has no lower level and there are at least { $n } open vacancies with the wanted hours.
}
mark-level-unknown = The level of the present work is not known
mark-safe = Safe
mark-not-safe = Not surely safe
mark-safe-because = Open vacancies in the group of occupations: { $n }.
mark-safe-threshold = Safe: there are at least { $n } open vacancies in the whole group of occupations, in all regions together.
marks-meaning = Viable, desirable, safe: what does that mean?
marks-caution = Pay and risk of automation do not count: they are not known here. The three words do not change the order.
see-way = See the way to it
way-now = Now
way-from-skills = the skills in the file
way-straight = The change can be made in one step; a stop on the way does not make it clearly easier.
way-with-a-stop = With a stop on the way the hardest step becomes clearly easier.
way-skills = Skill by skill
way-parts = How the score is made up
back-to-occupations = Back to all occupations
receipt-title = What was searched for
receipt-applied = Weighed
receipt-ignored = Not weighed, and why
receipt-ignored-none = Nothing: all that is known counts.
receipt-held-back = Not shown because of a rule
receipt-held-back-none = Nobody and nothing: no rule held anything back.
receipt-limit = There may be more: this list is full.
never-found = Never found
never-intro = 'Never found' says who or what is in no list of matches. Fill in what is missing, and they can be. With 'Found', something is only not known: that costs nobody a place in a list.
never-people = { $n ->
    [one] 1 person in all
   *[other] { $n } people in all
}
never-vacancies = { $n ->
    [one] 1 vacancy in all
   *[other] { $n } vacancies in all
}
never-cause = Cause
never-count = How many
never-effect = Effect
never-hides = Never found
never-shows = Found; something is not known
never-no-skills = No skills filled in
never-no-skills-next = Fill in at least one skill together
never-nothing-asked = Skills that no open vacancy asks
never-nothing-asked-next = Look at the occupations that fit, and add skills
never-resting = The person asked that nothing is done with the file
never-resting-next = Nothing: that is a right
never-hours = Hours not known
never-hours-next = Ask for the wanted hours
never-education = Education not known
never-education-next = Ask for the highest education
never-travel = Home or travel time not known
never-travel-next = Ask where somebody lives and how long the way may be
never-vacancy-no-skills = Asks no skill of the list at all
never-vacancy-no-skills-next = Ask the employer what the work asks
never-vacancy-nobody = Asks skills that nobody here has
never-vacancy-nobody-next = Discuss with the employer what can be learnt on the job
never-vacancy-hours-next = Ask the employer for the hours
never-vacancy-place = Municipality not known
never-vacancy-place-next = Ask the employer where the work is
never-list-empty = Nobody (any more) with this cause.
never-list-more = The first { $n } stand here.
title-about-matching = How does a match come about?
see-about-matching = How does this come about?
matching-intro = A match is a sum: each wanted skill counts by how it is held. What few people can do counts for more.
matching-human = The order is a proposal. A coach or adviser looks and decides together with the person.
matching-weights = What counts, and for how much
weights-shares = What makes up the score, in points
weights-classes = How much a wanted skill counts: 100 is in full
weights-bounds = The bounds
matching-version = Weights: { $weights }. List of occupations and skills: { $list }.
matching-culture-on = The culture of an organisation counts: that was turned on here.
matching-culture-off = The culture of an organisation does not count: that is off.
matching-parts = A change to another occupation
part-skills = wanted skills that are held or stood in for
part-kinds = wanted kinds of skill
part-likeness = how alike the skills of both occupations are
part-names = how alike the names of both occupations are
part-field = how near the occupations lie in the classification
matching-rules = Rules, apart from the score
matching-rules-text = Hours, travel time by the person's own limit, the day on which the work begins, and for teaching the level that the law asks. If something is not known, nobody is left out by it. The present employer never sees the person.
matching-never = What never counts
matching-never-text = Age, sex, origin, name and postcode.
matching-wrong = Is something wrong?
matching-wrong-text = Each match has 'This is wrong'. The fact is corrected at its source and the match is scored again at once.
matching-register = The description for the register of algorithms
contest = This is wrong
contest-match = Vacancy: { $name }.
contest-score = Score now: { $name }.
contest-no-score = no shared skills
contest-claim = What is wrong?
contest-not-held = Does not have this skill: { $name }
contest-held = Has this skill: { $name }
contest-level = Another level than { $n }: { $name }
contest-hours = The hours a week
contest-travel = The travel time
contest-education = The highest education
contest-should-be = This is how it should be
contest-only-this = Only the field of what you chose counts. The rest stays as it is.
contest-level-field = Level, for a skill (1 beginner to 4 can teach it)
contest-hours-min = Fewest hours a week
contest-hours-max = Most hours a week
contest-minutes = Longest travel time in minutes
contest-why = Why?
contest-logged = The change goes into the file. Who did this and why stands in the log, for the person too.
contest-send = Correct and score again
contest-back = Back to the matches
contest-vacancy = Is something wrong with the vacancy? Ask the employer's adviser.
contest-incomplete = Choose what is wrong and fill in how it is.
error-contest-level = Choose a level from 1 to 4
error-contest-why = Choose why you correct this
contest-outcome = Corrected. Score before: { $before }; now: { $after }.
ground-written-wrongly = It was written down wrongly
ground-outdated = It was so, and is so no more
ground-person-says-so = The person says it is otherwise
ground-evidence-seen = A proof was seen
event-contest = A fact of a match corrected

## Groups of employers

nav-groups = Groups
add-group = Make a group
done-group-added = The group has been made.
groups-intro = Employers that look for other work for their people together, because jobs vanish. A group holds numbers, no names.
groups-empty = There is no group yet.
group-facts = The group
group-employers = Employers
group-jobs = Jobs that vanish
group-until = Until
group-horizon-label = Period
group-horizon = { $months } months, until { $until }
group-budget = Shared budget
group-spent = Cost of the moves
group-left = Left
group-seated = People with a seat
group-unnamed = Only numbers stand here. Somebody gets a name and a file only after consenting.
group-members = Members
group-members-intro = Each member counts the same, small or large: the share of the budget is equal. Of every employer the job that vanishes first gets a seat first.
group-share = Share of the budget
group-split = Best split
group-split-intro = This way as many people as can be get a seat that is feasible. No destination gets more people than it has seats.
group-unseated = { $n ->
    [one] There is no seat yet for 1 person.
   *[other] There is no seat yet for { $n } people.
}
group-more-destinations = Add a destination or seats
group-split-none = No destination is feasible yet. Look for vacancies where people are short.
group-from = From occupation
group-vanishes = Vanishes on
group-to = To occupation
group-people = People
group-feasible = Feasible
label-months = Within how many months the jobs vanish
label-budget = Shared budget in euros
label-budget-hint = For example 120000 or 120000,50.
label-jobs = Jobs that vanish
label-jobs-hint = One line per employer and occupation: KvK number; occupation; number; day. For example: 12345678; warehouse worker; 3; 01-10-2027
label-destinations = Where people can go
label-destinations-hint = One line per destination: occupation; region; seats; cost per person in euros. For example: health care assistant; Zeeland; 12; 1500
error-money = Give an amount in euros, such as 120000 or 120000,50. The most is 10 million.
error-group-name = Another group has this name. Choose another name.
error-months = Give a number of months, from 1 to { $n }
error-line = Line { $n }: write four parts with a semicolon between them, as in the example.
error-line-employer = Line { $n }: there is no employer with KvK number ‘{ $name }’. Add it first, under Employers.
error-line-occupation = Line { $n }: the occupation ‘{ $name }’ is not in the list. Try another word.
error-line-count = Line { $n }: ‘{ $name }’ is not a number. Give a whole number, 1 or more.
error-line-day = Line { $n }: ‘{ $name }’ is not a day that exists. Write a day like 01-10-2027.
error-line-outside = Line { $n }: the day ‘{ $name }’ is not within the number of months above.
error-line-region = Line { $n }: ‘{ $name }’ is not a labour-market region. Write the name of the region, such as Zeeland.
error-line-money = Line { $n }: ‘{ $name }’ is not an amount. Write an amount in euros, such as 1500 or 1500,50.
error-group = Give 1 to 200 jobs in all, and at most 20 destinations.

## Matches in parts, three side by side, reports

fits-now = Fits now
fits-soon = Nearly fits (after training)
fits-soon-short = Nearly fits
fits-far = Still far away
fits-far-show = { $n ->
    [one] Show the match that is still far away
   *[other] Show the { $n } matches that are still far away
}
fits-now-none = Nothing fits right away. Look at what nearly fits, or at what can be learnt.
fits-after = { $n ->
    [one] Fits after 1 week of training
   *[other] Fits after { $n } weeks of training
}
people-none-near = There are people with part of the skills, but nobody fits now or nearly.
see-all-people = See everybody, also who needs training first

nav-reports = Reports
reports-intro = What happens in this region, in numbers and in words. Nobody can be recognised from a number.
report-never-found = How many people and vacancies no search finds, which empty field causes it, and what to do about it.
report-proposals = What came of proposals from the match list, beside proposals that an adviser thought of.
report-training = Which training there is in this region for an occupation: how long, where and what it costs.
report-groups = Groups of employers with jobs that disappear, and how these people are best divided over the shortages.
report-matching = What counts in a match and for how much, what never counts, and when that changed.
report-federation-title = What leaves this region?
report-federation = Whether the region is connected, which messages left and which counts were published.
see-groups = Groups of employers

compare-tick = Compare
compare-how = Tick two or three in the list and put them side by side.
compare-now = Compare what is ticked
compare-back = Back to the list
compare-intro = Each row says whether they differ. You decide together with the candidate; the order is a proposal.
compare-people = Compare people: { $name }
compare-vacancies = Compare vacancies for { $name }
compare-differs = Differs
compare-same = The same
compare-all = In short
compare-fits = How well it fits
compare-score = { $summary } (score { $score })
compare-after = After training
compare-now-already = Can begin now
compare-after-unknown = No training in this region that teaches enough within six months
compare-skills = Wanted skills
compare-not-asked = Not asked
compare-rules = Rules
compare-rule-none = Does not apply here
compare-factors = What else counts
rule-hours = Hours
rule-travel = Travel time
rule-entry-level = Entry level
rule-start = Starting date
factor-potential-hard = Potential, hard skills
factor-potential-soft = Potential, soft skills
factor-interests = Interests
factor-culture = Culture

weights-history = When the weights changed
weights-number = Number
weights-since = Since
weights-by = By whom
weights-why = Why
weights-by-program = the program itself
weights-by-configuration = whoever runs the node, in the settings
weights-by-command = whoever runs the node
others-want = What others of this sector want
others-want-intro = Counted among the people of this region who told which work they want. One person may name several sectors.
others-want-line = { $n } of the { $people } people from { $from } want to move to { $to }.
others-want-hidden = Sectors that fewer than { $n } people name are left out, so that nobody can be recognised.
others-want-few = Of fewer than { $n } people of this sector it is known what they want. So nothing is told here: nobody can be recognised.
see-training-for = Training for this occupation
way-learning = Training that leads there

## Finding skills, and the skills passport

find-skills-link = Find skills with questions
title-find-skills = Find skills with { $name }
find-skills-intro = Answer these questions together, in plain words. You may skip any of them. After that you choose for each skill whether it is right.
answers-not-kept = The answers themselves are not kept.
find-skills = Show what is in this
question-day = What did you do on a normal working day?
question-day-hint = Say what you did from beginning to end. For example: I filled shelves and helped customers.
question-asked = What do others ask you to help with?
question-asked-hint = At work, at home or in the neighbourhood.
question-outside = What do you do outside of work?
question-outside-hint = For example a hobby, voluntary work, or caring for family.
question-tools = Which machines, tools or programs can you work with?
question-tools-hint = For example a forklift, a sewing machine or Excel.
question-people = With which people do you work, and which languages do you speak with them?
question-people-hint = For example customers, older people or children.
question-learn = What would you like to learn?
question-learn-hint = This does not count as something that you can do already.
found-intro = This is what we found in the answers. Tick only what is right. What you do not tick does not enter the passport.
found-in = From:
found-level = How well
found-known = is in the passport already: { $name }
found-wish = the candidate wants to learn this; it does not enter the passport
found-above = The skills in this answer stand with a question above.
found-nothing = We found no skill in this.
found-no-text = There is no readable text here.
found-other-language = This seems to be neither Dutch nor English. We cannot read it.
found-search-yourself = Search for a skill yourself
found-missing = Is anything missing?
found-search = Search for a skill with a few plain words
found-confirm = Put what is ticked in the passport
found-back = Change the answers
error-nothing-ticked = Tick at least one skill, or go back to the answers
error-no-answer = Answer at least one question
error-answer-too-long = This answer is too long: { $n } characters is the most
done-skills-confirmed = The confirmed skills are in the passport.
interests-link = Ask about interests
title-interests = What { $name } likes to do
interests-intro = Choose with each sentence how much the candidate likes this. There is no right or wrong answer. Let the candidate choose.
sentence-realistic = I work with my hands or with machines, or I am busy out of doors.
sentence-investigative = I find out how something works or why something happens.
sentence-artistic = I think up or make something new, such as music, a text or a design.
sentence-social = I help people, or I teach them something.
sentence-enterprising = I lead, I sell something, or I organise something for a group.
sentence-conventional = I keep things in order, such as a list, money or a stock.
error-interest-answer = Choose an answer with each sentence
done-interests-noted = The interests are in the file.
passport-link = Take the passport along or over
title-passport = Skills passport of { $name }
passport-take-along = Take along
passport-empty = There are no skills in the passport yet. Begin with a few questions.
passport-holds = { $n ->
    [one] The passport holds one skill, with the level and who says so. Work, languages, education, interests and tests are in it too.
   *[other] The passport holds { $n } skills, with the level and who says so. Work, languages, education, interests and tests are in it too.
}
passport-with-name = With the name in it
passport-with-potential = With the capacity to learn in it, if the candidate wants that
passport-download = Download the passport
passport-bring = Take over
passport-bring-intro = Does the candidate have a skills passport from another place? Paste it here. What is known here is never lowered. Look at the proofs yourself.
label-passport = The skills passport
label-passport-hint = Open the file, copy all of it and paste it here.
take-passport = Take the passport over
error-passport = This is no skills passport in the right form. Open the file and paste all of it.
passport-report = What happened
passport-taken = Taken over. New skills: { $added }. Improved skills: { $raised }.
passport-nothing-new = This passport holds nothing that is not known here. Nothing has changed.
passport-kept-heading = This stayed as it was
passport-kept = here it is { $known } ({ $evidence }), in the passport { $offered }.
passport-gaps-heading = This is not in the list of today
passport-unknown = This is not in the list and was not taken over.
passport-deprecated = The list has given this up. It was taken over.
passport-nearest = It is most like: { $name }.
passport-no-nearest = Search for the nearest yourself.
passport-to-file = To the file
done-passport-taken = The skills passport was taken over.

## The daily round

title-round = The daily round
report-round = What newly fits your candidates since yesterday, and which vacancies hardly anybody fits.
round-intro = Each night the program compares all open vacancies of all regions with all people of this region. When many vacancies come in by day, it does so once more.
round-standing = How far the round is
round-running = The round is under way: { $done } of { $all } vacancies and { $people_done } of { $people } people with a case. Began: { $began }.
round-last = The last round was done on { $name }.
round-never = No round is done yet.
round-more = More about the round
round-news = New matches
round-news-since = New since { $name }: these vacancies fit now and did not before.
round-news-none = Since { $name } nothing new fits your candidates.
round-news-not-yet = The first round is not done yet. What fits now already stands with each candidate.
round-how-far = See how far the round is
round-own-candidates = To your candidates
round-new-count = { $n ->
    [one] 1 vacancy fits now and did not before
   *[other] { $n } vacancies fit now and did not before
}
round-few = Vacancies that few people fit
round-few-intro = Open vacancies of this region that fewer than { $n } people fit now. Open a vacancy: it tells which demand keeps people away, which training there is and whether the work can be split.
round-few-none = { $n } or more people fit each open vacancy of this region now.
round-few-not-yet = The first round since the start is not done yet. After it this tells which vacancies few people fit.
round-few-count = { $n ->
    [0] Nobody fits now.
    [one] 1 person fits now.
   *[other] { $n } people fit now.
}
round-few-hidden = Fewer than { $n } people fit now, perhaps nobody.
round-own-vacancies = To the vacancies of this region

## People of other regions, from published figures

elsewhere-region = Region
elsewhere-more = In addition
elsewhere-when = As of
elsewhere-together = All regions together
elsewhere-nobody = nobody
elsewhere-between = about { $likely } (between { $least } and { $most })
elsewhere-uncertain = too uncertain: { $name } at most
elsewhere-as-of = week of { $name }
elsewhere-outdated = outdated
elsewhere-settling = few weeks yet, so rough
elsewhere-made-of = This is an estimate. The national network publishes how many people there are in a region by group of occupations. That number is a little uncertain on purpose, so that nobody can be found in it. We count the groups whose occupations ask all skills that are needed from the first day. The lowest number counts only groups of which every occupation asks those skills. The highest number also counts groups of which one occupation may ask them.
elsewhere-not-in-it = Not counted: travel time, hours and wishes of people there, skills besides those of their occupation, and people without an occupation. A group that is too small or too uncertain gets a highest number only.
elsewhere-nobody-asked = Nothing was asked of other regions. The figures were here already.

## Wrong: the vacancy, and changing a vacancy

change-vacancy = Change vacancy
title-change-vacancy = Change vacancy { $name }
done-vacancy-changed = The vacancy is changed. Who fits it was worked out again.
contest-of-person = About the person
contest-of-vacancy = About the vacancy
contest-available = From when somebody can start
contest-available-day = Can start from
contest-unwanted = Is not asked: { $name }
contest-wanted = Is asked otherwise: { $name }
contest-vacancy-hours = The hours a week of the work
contest-place = The place of the work
contest-entry-level = The entry level by law
contest-starts = The wished starting date
contest-vacancy-should-be = This is how the vacancy should be
contest-wanted-field = How much it is needed, for a skill
contest-place-field = Municipality of the work
contest-no-entry-level = The law asks no level
contest-starts-day = Wished starting date
contest-elsewhere = This vacancy is of the region { $name }. Only that region can change it. Is something wrong with it? Tell that region's adviser for employers.
ground-employer-says-so = The employer says it is otherwise

## Changing and ending groups

change-group = Change group
title-change-group = Change group { $name }
done-group-changed = The group is changed. The split was worked out again.
done-group-ended = The group has ended. It stays to be looked at, and changes no more.
end-group = End group
end-group-means = Do you not need the group any more? Then end it. It stays to be looked at, and nobody can change it any more.
end-group-now = End this group
group-ended-on = This group ended on { $name } and changes no more.
group-ended-short = Ended on { $name }

## Vacancy: the next step

see-people-fit = See { $n ->
    [one] 1 person who fits now
   *[other] { $n } people who fit now
}
see-people-fit-at-least = See { $n } or more people who fit now
see-people-after = See who fits after training
see-people-part = See who can do a part
see-asked = See what is asked

## Choosing an employer

search-employer = Search employer
employer-hint = Search for a part of the name and choose. What you choose stays.
employer-list-empty = No employer is in the list yet. Add one under Employers first.
employer-more = There are more. Make the word longer if the employer is not among these.
employer-none = none, or not known

## What has only begun, and what a score means

skill-begun = A beginning
occupation-next-begun = A beginning is in the file
match-next-begun = Learn further: a beginning is there, { $name }
contest-score-words = { $score } ({ $means })
contest-fits-now = fits now
contest-fits-soon = nearly fits
contest-fits-far = still far away
