-- What is in this database, as one JSON document: psql -XAtf FILE DATABASE | migc import --target postgres -
-- It only reads, and works in PostgreSQL 13 and later. No rows, passwords or owners are in the document.
\set ON_ERROR_STOP on
\set QUIET on
\encoding UTF8
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL search_path = public, pg_temp;
SET LOCAL statement_timeout = 0;
SET LOCAL enable_nestloop = off; -- there are no statistics about the parts of the query
SET LOCAL jit = off;             -- compiling it would take far longer than running it
SET LOCAL standard_conforming_strings = on;
SET LOCAL quote_all_identifiers = off;
SET LOCAL extra_float_digits = 1;
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL IntervalStyle = 'postgres';
SET LOCAL TimeZone = 'UTC';
WITH space AS MATERIALIZED (
  SELECT oid, nspname, nullif(nspname, 'public') AS space,
         CASE nspname WHEN 'public' THEN '' ELSE quote_ident(nspname) || '.' END AS prefix
    FROM pg_namespace AS n
   WHERE nspname !~ '^(pg|migc)_' AND nspname <> 'information_schema'
     AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_namespace'::regclass AND objid = n.oid AND deptype = 'e')
), member AS MATERIALIZED (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), taken AS MATERIALIZED ( -- types of public that are called like one of PostgreSQL's or of the language's: bare, their names are those
  SELECT t.oid, t.typrelid FROM pg_type AS t JOIN space ON space.oid = t.typnamespace
   WHERE space IS NULL
     AND (typname IN ('smallint', 'int', 'bigint', 'real', 'double', 'decimal', 'char', 'bytes')
          OR EXISTS (SELECT FROM pg_type AS b WHERE b.typname = t.typname AND b.typnamespace = 'pg_catalog'::regnamespace))
), parting AS MATERIALIZED ( -- partitions, and whether one cannot be said with its table
  SELECT inhparent, inhrelid, b.relname, pg_get_expr(b.relpartbound, b.oid) AS bound,
         b.relkind <> 'r' OR b.relnamespace <> p.relnamespace OR b.relpersistence <> p.relpersistence OR b.relname ~ '^(migc|sqlite)_|[\n\r]'
           OR pg_get_expr(b.relpartbound, b.oid) ~ '(^|[ (,])E''|[\n\r]'
           OR EXISTS (SELECT FROM pg_class AS other WHERE other.relnamespace = b.relnamespace AND other.oid <> b.oid AND lower(other.relname) = lower(b.relname))
           OR EXISTS (SELECT FROM pg_attribute AS a JOIN pg_attribute AS q ON q.attrelid = p.oid AND q.attname = a.attname
                       WHERE a.attrelid = b.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attstorage <> q.attstorage) AS is_odd
    FROM pg_inherits JOIN pg_class AS b ON b.oid = inhrelid AND b.relispartition JOIN pg_class AS p ON p.oid = inhparent
   WHERE b.relkind IN ('r', 'p', 'f')
), alone AS MATERIALIZED ( -- indexes of partitioned tables that no partition has: CREATE INDEX ... ON ONLY
  SELECT indexrelid, indrelid FROM pg_index AS x JOIN pg_class AS i ON i.oid = indexrelid
   WHERE i.relkind = 'I' AND NOT indisvalid
     AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhparent = indexrelid) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
), divided AS MATERIALIZED ( -- tables whose partitions the language has words for
  SELECT k.*, c.relnamespace,
         CASE partstrat WHEN 'r' THEN 'range' WHEN 'l' THEN 'list' ELSE 'hash' END AS method
    FROM pg_partitioned_table AS k JOIN pg_class AS c ON c.oid = partrelid
   WHERE NOT c.relispartition AND c.reloptions IS NULL
     AND (partnatts = 1 OR 0 <> ALL (partattrs::int2[]))
     AND NOT EXISTS (SELECT FROM unnest(partclass::oid[]) AS o (oid) JOIN pg_opclass AS p ON p.oid = o.oid WHERE NOT p.opcdefault AND NOT pg_opclass_is_visible(p.oid))
     AND NOT EXISTS (SELECT FROM generate_series(0, partnatts - 1) AS n
                      WHERE CASE WHEN partattrs[n] = 0 THEN partcollation[n] NOT IN (0, 'pg_catalog."default"'::regcollation)
                                 ELSE partcollation[n] <> 0 AND NOT pg_collation_is_visible(partcollation[n]) END)
     AND NOT EXISTS (SELECT FROM pg_index AS x WHERE x.indrelid = c.oid AND NOT x.indisvalid AND x.indexrelid NOT IN (SELECT indexrelid FROM alone))
     AND NOT EXISTS (SELECT FROM parting AS b WHERE b.inhparent = c.oid AND b.is_odd)
), bare_class AS MATERIALIZED (
  SELECT c.*, space, prefix,
         CASE WHEN relkind = 'c' AND c.oid IN (SELECT typrelid FROM taken) THEN 'public.' ELSE prefix END || quote_ident(relname) AS sql,
         (relkind = 'r' OR c.oid IN (SELECT partrelid FROM divided)) AND NOT relispartition AND reloftype = 0
           AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid)
           -- no values are rows of another table, which has to be there before: the language has no order for that
           AND NOT EXISTS (SELECT FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
                             JOIN pg_class AS r ON r.reltype IN (t.oid, nullif(t.typelem, 0), nullif(t.typbasetype, 0))
                            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND t.typtype IN ('b', 'c', 'd') AND r.relkind <> 'c')
           -- the language calls a collation by its name alone
           AND NOT EXISTS (SELECT FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
                            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attcollation NOT IN (0, t.typcollation)
                              AND NOT pg_collation_is_visible(a.attcollation))
           -- it has columns; no two names differ in nothing but case; none is migc's, or of two lines
           AND relname !~ '^migc_|[\n\r]'
           AND (SELECT count(*) > 0 AND count(*) = count(DISTINCT lower(attname)) AND bool_and(attname !~ '[\n\r]')
                  FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)
           AND NOT EXISTS (SELECT FROM pg_class AS other WHERE other.relnamespace = c.relnamespace AND other.relkind IN ('r', 'p')
                              AND lower(other.relname) = lower(c.relname) AND other.relname > c.relname) AS is_table
    FROM (SELECT oid, relname, relnamespace, reltype, reloftype, relkind, relispartition, relpersistence, reloptions,
                 relrowsecurity, relforcerowsecurity, relreplident, reltoastrelid, reltablespace, relam, relacl, relowner,
                 relispopulated FROM pg_class) AS c
    JOIN space ON space.oid = relnamespace
   WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c') AND relpersistence <> 't'
     AND NOT (nspname = 'public' AND relname = 'migc_history')
     AND ('pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
), partitioned AS MATERIALIZED (
  SELECT * FROM divided WHERE partrelid IN (SELECT oid FROM bare_class WHERE is_table)
), class AS MATERIALIZED (
  SELECT c.*, -- a partition that is said with its table, and its table
         (SELECT b.inhparent FROM parting AS b JOIN partitioned AS p ON p.partrelid = b.inhparent WHERE b.inhrelid = c.oid AND c.relispartition) AS partition_of
    FROM bare_class AS c
), enumeration AS MATERIALIZED (
  SELECT t.oid, typname, typarray, typacl, typowner, typnamespace, space, prefix || quote_ident(typname) AS sql
    FROM pg_type AS t JOIN space ON space.oid = typnamespace
   WHERE typtype = 'e' AND ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM member)
     AND t.oid NOT IN (SELECT oid FROM taken)
), own_domain AS MATERIALIZED ( -- no other name differs in nothing but case; it is not migc's, or of two lines
  SELECT t.oid, typname, typarray, typnamespace, typbasetype, typtypmod, typcollation, typnotnull, typdefault, space,
         prefix || quote_ident(typname) AS sql
    FROM pg_type AS t JOIN space ON space.oid = typnamespace
   WHERE typtype = 'd' AND ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM member)
     AND t.oid NOT IN (SELECT oid FROM taken) AND typname !~ '^(migc|sqlite)_|[\n\r]'
     AND NOT EXISTS (SELECT FROM class AS other WHERE other.relnamespace = typnamespace AND lower(other.relname) = lower(typname))
     AND NOT EXISTS (SELECT FROM pg_type AS other WHERE other.typnamespace = t.typnamespace AND lower(other.typname) = lower(t.typname) AND other.oid <> t.oid)
     AND NOT EXISTS (SELECT FROM pg_constraint WHERE contypid = t.oid AND NOT convalidated)
     AND NOT EXISTS (SELECT FROM pg_type AS b JOIN pg_class AS r ON r.reltype IN (b.oid, nullif(b.typelem, 0)) WHERE b.oid = t.typbasetype AND r.relkind <> 'c') -- rows of a table
     AND (SELECT b.typcollation FROM pg_type AS b WHERE b.oid = t.typbasetype) IN
         (t.typcollation, (SELECT 'pg_catalog."default"'::regcollation::oid WHERE t.typcollation IN (SELECT k.oid FROM pg_collation AS k WHERE k.collnamespace = 'pg_catalog'::regnamespace)))
), numbering AS MATERIALIZED ( -- defaults that ask sequences, and whether others, but for those that inherit them, ask the same one
  SELECT DISTINCT ON (adrelid, adnum, seqrelid) adrelid, adnum, seqrelid,
         min(f.oid) FILTER (WHERE NOT is_heir) OVER same < max(f.oid) FILTER (WHERE NOT is_heir) OVER same AS is_shared
    FROM (SELECT oid, adrelid, adnum, adrelid IN (SELECT inhrelid FROM pg_inherits) AS is_heir FROM pg_attrdef) AS f
    JOIN pg_depend AS d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_class'::regclass
    JOIN pg_sequence ON seqrelid = d.refobjid
  WINDOW same AS (PARTITION BY seqrelid)
   ORDER BY adrelid, adnum, seqrelid
), own_sequence AS MATERIALIZED ( -- sequences that belong to a column
  SELECT s.seqrelid, d.refobjid AS attrelid, d.refobjsubid AS attnum, d.deptype = 'i' AS is_identity,
         n.seqrelid IS NOT NULL AS is_asked, coalesce(n.is_shared, false) AS is_shared, seqtypid, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle,
         seqstart = 1 AND seqincrement = 1 AND seqmin = 1 AND seqcache = 1 AND NOT seqcycle
           AND seqmax = CASE seqtypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647
                                      ELSE 9223372036854775807 END AS is_usual
    FROM pg_sequence AS s
    JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = seqrelid AND d.refobjsubid > 0
                       AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
    LEFT JOIN numbering AS n ON n.adrelid = d.refobjid AND n.adnum = d.refobjsubid AND n.seqrelid = s.seqrelid
), chosen_sequence AS MATERIALIZED ( -- of those that belong to a column, the one that its default asks
  SELECT DISTINCT ON (attrelid, attnum) * FROM own_sequence ORDER BY attrelid, attnum, is_identity DESC, is_asked DESC, seqrelid
), loose AS MATERIALIZED ( -- nulls that are refused by a constraint that is not valid, or is not inherited: it stands by itself
  SELECT oid, conrelid, conkey[1] AS attnum FROM pg_constraint WHERE contype = 'n' AND conrelid <> 0 AND (NOT convalidated OR connoinherit)
), bare_attribute AS MATERIALIZED (
  SELECT a.attrelid, a.attnum, a.attname, a.attnotnull, a.attidentity, a.attgenerated, a.attislocal, a.atttypid, a.attcollation,
         a.attstorage, a.attoptions, a.attstattarget, a.attacl, a.attfdwoptions, a.compression, c.relkind, c.is_table,
         format_type(atttypid, atttypmod) AS type,
         coalesce(e.typname, w.typname) AS enum_name, coalesce(e.space, w.space) AS enum_space,
         CASE WHEN coalesce(e.oid, w.oid) <> atttypid THEN '[]' ELSE '' END AS enum_array,
         t.typstorage,
         CASE WHEN attcollation <> t.typcollation THEN k.collname END AS "collation",
         CASE WHEN attcollation <> t.typcollation
              THEN CASE k.collnamespace WHEN 'pg_catalog'::regnamespace THEN '' ELSE coalesce((SELECT prefix FROM space WHERE space.oid = k.collnamespace), '') END
                   || quote_ident(k.collname) END AS collation_sql,
         pg_get_expr(f.adbin, f.adrelid) AS expression,
         s.seqrelid,
         coalesce(pg_get_expr(f.adbin, f.adrelid) ~ '^nextval\(''.*''::regclass\)$', false) AS is_next,
         CASE WHEN s.seqrelid IS NULL OR s.is_identity OR NOT s.is_asked THEN 'owner' WHEN s.is_shared THEN 'shared' WHEN NOT s.is_usual THEN 'options'
              WHEN s.seqtypid <> atttypid THEN 'type' WHEN NOT attnotnull THEN 'null'
              WHEN EXISTS (SELECT FROM pg_class AS q WHERE q.oid = s.seqrelid AND q.relacl IS NOT NULL
                              AND rtrim(q.relname, '0123456789') <> format('%s_%s_seq', c.relname, a.attname)) THEN 'granted' END AS not_serial,
         col_description(a.attrelid, a.attnum) AS comment
    FROM class AS c
    JOIN (SELECT attrelid, attnum, attname, attnotnull AND (attrelid, attnum) NOT IN (SELECT conrelid, loose.attnum FROM loose) AS attnotnull, attidentity, attgenerated, attislocal, atttypid, atttypmod, attcollation,
                 attstorage, attoptions, coalesce(attstattarget, -1) AS attstattarget, attacl, attfdwoptions,
                 nullif(to_jsonb(raw) ->> 'attcompression', '') AS compression
            FROM pg_attribute AS raw WHERE attnum > 0 AND NOT attisdropped) AS a ON a.attrelid = c.oid
    JOIN pg_type AS t ON t.oid = atttypid
    LEFT JOIN enumeration AS e ON atttypid IN (e.oid, e.typarray) LEFT JOIN own_domain AS w ON atttypid IN (w.oid, w.typarray)
    LEFT JOIN pg_collation AS k ON k.oid = attcollation
    LEFT JOIN pg_attrdef AS f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
    LEFT JOIN chosen_sequence AS s ON s.attrelid = a.attrelid AND s.attnum = a.attnum
   WHERE relkind <> 'S'
), attribute AS MATERIALIZED ( -- in the language one column of a table numbers its rows: the first that is an identity, or a serial
  SELECT a.*, may_be_serial AND (NOT is_table OR place = 1) AS is_serial, attidentity <> '' AND is_table AND place > 1 AS is_another
    FROM (SELECT *, row_number() OVER (PARTITION BY attrelid, may_be_serial OR attidentity <> '' ORDER BY attidentity = '', attnum) AS place
            FROM (SELECT *, is_next AND not_serial IS NULL AS may_be_serial FROM bare_attribute) AS b) AS a
), sequence AS MATERIALIZED ( -- those that stand alone, or are more than the numbers of a column
  SELECT c.oid, c.relname, c.space, c.sql, s.seqtypid, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
         o.attrelid, o.attnum, c.relnamespace,
         -- no other name differs in nothing but case; it is not migc's, or of two lines
         relname !~ '^(migc|sqlite)_|[\n\r]'
           AND NOT EXISTS (SELECT FROM class AS other WHERE other.relnamespace = c.relnamespace AND lower(other.relname) = lower(c.relname) AND other.oid <> c.oid)
           AND NOT EXISTS (SELECT FROM enumeration AS other WHERE other.typnamespace = c.relnamespace AND lower(other.typname) = lower(c.relname)) AS is_declared
    FROM class AS c JOIN pg_sequence AS s ON s.seqrelid = c.oid
    LEFT JOIN own_sequence AS o ON o.seqrelid = c.oid
   WHERE NOT coalesce(o.is_identity, false)
     AND NOT EXISTS (SELECT FROM attribute AS a WHERE a.seqrelid = c.oid AND is_serial)
),
