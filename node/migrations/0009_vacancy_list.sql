-- What the list of vacancies sorts and searches by, of all that are open: a page reads the fifty that it shows.
CREATE TABLE vacancy_list (
    id        BLOB PRIMARY KEY CHECK (length(id) = 16),
    -- the region; none for this one
    region    TEXT,
    opened_on TEXT NOT NULL,
    -- title and employer, folded, on a line each
    found_by  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX vacancy_list_newest ON vacancy_list (opened_on DESC, id);
