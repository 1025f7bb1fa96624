-- What constraints say of when, and for which rows, they hold.
CREATE TABLE halls (
  id integer, PRIMARY KEY (id) INCLUDE (name),
  name varchar(40) UNIQUE NULLS NOT DISTINCT,
  code integer NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED,
  size integer NOT NULL,
  UNIQUE (size, code) INCLUDE (name, id),
  CONSTRAINT halls_by_size UNIQUE NULLS NOT DISTINCT (size, name) INCLUDE (code) DEFERRABLE
);
CREATE UNIQUE INDEX halls_sizes ON halls (code, size) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX halls_names ON halls (lower(name)) INCLUDE (size) NULLS NOT DISTINCT WHERE size > 0;

CREATE TABLE places (
  id integer PRIMARY KEY DEFERRABLE,
  hall integer NOT NULL REFERENCES halls ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  other integer REFERENCES halls MATCH FULL,
  named varchar(40) REFERENCES halls (name) ON UPDATE CASCADE DEFERRABLE,
  size integer, code integer,
  rank integer NOT NULL,
  CONSTRAINT places_of_sizes FOREIGN KEY (size, code) REFERENCES halls (size, code) MATCH FULL ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO halls VALUES (1, 'one', 1, 1);
INSERT INTO places VALUES (1, 1, 1, 'one', 1, 1, 0);
ALTER TABLE places ADD CHECK (rank > 0) NOT VALID;
ALTER TABLE places ADD CONSTRAINT places_rank_is_small CHECK (rank < 100) NOT VALID;
ALTER TABLE places ADD FOREIGN KEY (rank) REFERENCES halls NOT VALID;
ALTER TABLE places ADD CONSTRAINT places_code_again FOREIGN KEY (id) REFERENCES halls ON DELETE RESTRICT DEFERRABLE NOT VALID;
COMMENT ON CONSTRAINT places_rank_is_small ON places IS 'since this year';

-- tables that refer to each other
CREATE TABLE chickens (id integer PRIMARY KEY, egg integer NOT NULL);
CREATE TABLE eggs (id integer PRIMARY KEY, chicken integer REFERENCES chickens DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE chickens ADD FOREIGN KEY (egg) REFERENCES eggs DEFERRABLE INITIALLY DEFERRED;

-- and with types and checks that are PostgreSQL's alone
CREATE TABLE nets (
  id cidr PRIMARY KEY DEFERRABLE INITIALLY DEFERRED,
  parent cidr,
  UNIQUE NULLS NOT DISTINCT (parent)
);
ALTER TABLE nets ADD CHECK (masklen(id) > 8) NOT VALID;

-- what must not be there beside each other
CREATE TABLE stays (
  id integer PRIMARY KEY, room integer NOT NULL, guest integer, nights daterange, starts date, ends date, "exclude" text, "with" text,
  EXCLUDE USING gist (nights WITH &&),
  CONSTRAINT stays_once EXCLUDE (room WITH =, guest DESC NULLS LAST WITH =) WHERE (guest > 0) DEFERRABLE INITIALLY DEFERRED,
  EXCLUDE USING hash (guest WITH =),
  CONSTRAINT "Stays apart" EXCLUDE USING gist (daterange(starts, ends) WITH &&, box(point(room, room), point(room, room)) WITH ~=) DEFERRABLE
);
COMMENT ON CONSTRAINT stays_once ON stays IS 'one bed';
