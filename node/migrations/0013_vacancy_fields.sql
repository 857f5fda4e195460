-- What a business adviser keeps of a vacancy: when work begins, why nobody was found, of which tasks it consists; and
-- employers that are known from public sources only.

ALTER TABLE employers ADD COLUMN in_network INTEGER NOT NULL DEFAULT 1 CHECK (in_network IN (0, 1));

ALTER TABLE vacancies ADD COLUMN starts_on TEXT;

-- the vacancy that this one was split off from
ALTER TABLE vacancies ADD COLUMN carved_from INTEGER REFERENCES vacancies (row);

-- why a vacancy stays open; no row as long as nobody asked
CREATE TABLE vacancy_causes (
    vacancy INTEGER NOT NULL REFERENCES vacancies (row) ON DELETE CASCADE,
    cause   TEXT NOT NULL,
    PRIMARY KEY (vacancy, cause)
) STRICT, WITHOUT ROWID;

CREATE TABLE vacancy_tasks (
    vacancy     INTEGER NOT NULL REFERENCES vacancies (row) ON DELETE CASCADE,
    -- stays with the task when others go
    number      INTEGER NOT NULL,
    description TEXT NOT NULL CHECK (description <> ''),
    minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 3600),
    level       TEXT NOT NULL,
    PRIMARY KEY (vacancy, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE vacancy_task_skills (
    vacancy INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    skill   INTEGER NOT NULL REFERENCES esco_terms (number),
    PRIMARY KEY (vacancy, number, place),
    FOREIGN KEY (vacancy, number) REFERENCES vacancy_tasks (vacancy, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- vacancies of employers outside of the network come second
ALTER TABLE vacancy_list ADD COLUMN outside INTEGER NOT NULL DEFAULT 0 CHECK (outside IN (0, 1));
DROP INDEX vacancy_list_newest;
CREATE INDEX vacancy_list_newest ON vacancy_list (outside, opened_on DESC, id);
