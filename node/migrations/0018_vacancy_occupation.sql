-- A search for a kind of work finds vacancies with any title; the list is made anew with the occupation of each.
ALTER TABLE vacancy_list ADD COLUMN occupation TEXT NOT NULL DEFAULT '';
DELETE FROM vacancy_list;
