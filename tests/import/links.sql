-- foreign keys to what is not unique or not there, which SQLite cannot look at, beside ones that it can
CREATE TABLE makes (name TEXT, country TEXT);
CREATE UNIQUE INDEX some_makes ON makes (name) WHERE country IS NOT NULL;
CREATE TABLE cars (plate TEXT, make TEXT REFERENCES makes (name), sold_by INTEGER REFERENCES dealers (id));
CREATE TABLE parts (id INTEGER PRIMARY KEY, fits TEXT REFERENCES cars (plate), part_of REFERENCES parts);
CREATE TABLE trips (id INTEGER PRIMARY KEY);
CREATE TABLE stops (number, trip REFERENCES trips, before_it INTEGER REFERENCES stops);
CREATE VIEW last_stops AS SELECT max(number) AS number FROM stops;
CREATE TABLE waits (stop REFERENCES last_stops (number));
CREATE TABLE tags (name TEXT, id INTEGER PRIMARY KEY);
CREATE UNIQUE INDEX tag_names ON tags (name COLLATE NOCASE);
CREATE TABLE tagged (tag TEXT REFERENCES tags (name));
-- rows that do not stay
CREATE TABLE inbox (id INTEGER PRIMARY KEY, note TEXT);
CREATE TRIGGER taken AFTER INSERT ON inbox BEGIN DELETE FROM inbox WHERE id = new.id; END;
