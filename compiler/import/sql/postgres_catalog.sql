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
), parting AS MATERIALIZED ( -- partitions, and whether one cannot be said with its table
  SELECT inhparent, inhrelid, b.relname, pg_get_expr(b.relpartbound, b.oid) AS bound,
         b.relkind <> 'r' OR b.relnamespace <> p.relnamespace OR b.relpersistence <> p.relpersistence OR b.relname ~ '^(migc|sqlite)_|[\n\r]'
           OR pg_get_expr(b.relpartbound, b.oid) ~ '(^|[ (,])E''|[\n\r]'
           OR EXISTS (SELECT FROM pg_class AS other WHERE other.relnamespace = b.relnamespace AND other.oid <> b.oid AND lower(other.relname) = lower(b.relname))
           OR EXISTS (SELECT FROM pg_attribute AS a JOIN pg_attribute AS q ON q.attrelid = p.oid AND q.attname = a.attname
                       WHERE a.attrelid = b.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attstorage <> q.attstorage) AS is_odd
    FROM pg_inherits JOIN pg_class AS b ON b.oid = inhrelid AND b.relispartition JOIN pg_class AS p ON p.oid = inhparent
   WHERE b.relkind IN ('r', 'p', 'f')
), partitioned AS MATERIALIZED ( -- tables whose partitions the language has words for
  SELECT k.*, c.relnamespace,
         CASE partstrat WHEN 'r' THEN 'range' WHEN 'l' THEN 'list' ELSE 'hash' END AS method
    FROM pg_partitioned_table AS k JOIN pg_class AS c ON c.oid = partrelid
   WHERE NOT c.relispartition AND c.reloptions IS NULL
     AND (partnatts = 1 OR 0 <> ALL (partattrs::int2[]))
     AND NOT EXISTS (SELECT FROM unnest(partclass::oid[]) AS o (oid) JOIN pg_opclass AS p ON p.oid = o.oid WHERE NOT p.opcdefault AND NOT pg_opclass_is_visible(p.oid))
     AND NOT EXISTS (SELECT FROM generate_series(0, partnatts - 1) AS n
                      WHERE CASE WHEN partattrs[n] = 0 THEN partcollation[n] NOT IN (0, 'pg_catalog."default"'::regcollation)
                                 ELSE partcollation[n] <> 0 AND NOT pg_collation_is_visible(partcollation[n]) END)
     AND NOT EXISTS (SELECT FROM pg_index AS x WHERE x.indrelid = c.oid AND NOT x.indisvalid)
     AND NOT EXISTS (SELECT FROM parting AS b WHERE b.inhparent = c.oid AND b.is_odd)
), class AS MATERIALIZED (
  SELECT c.*, space, prefix, prefix || quote_ident(relname) AS sql,
         (relkind = 'r' OR c.oid IN (SELECT partrelid FROM partitioned)) AND NOT relispartition AND reloftype = 0
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
                              AND lower(other.relname) = lower(c.relname) AND other.relname > c.relname) AS is_table,
         -- a partition that is said with its table, and its table
         (SELECT b.inhparent FROM parting AS b JOIN partitioned AS p ON p.partrelid = b.inhparent WHERE b.inhrelid = c.oid AND c.relispartition) AS partition_of
    FROM (SELECT oid, relname, relnamespace, reltype, reloftype, relkind, relispartition, relpersistence, reloptions,
                 relrowsecurity, relforcerowsecurity, relreplident, reltoastrelid, reltablespace, relam, relacl, relowner,
                 relispopulated FROM pg_class) AS c
    JOIN space ON space.oid = relnamespace
   WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c') AND relpersistence <> 't'
     AND NOT (nspname = 'public' AND relname = 'migc_history')
     AND ('pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
), enumeration AS MATERIALIZED (
  SELECT t.oid, typname, typarray, typacl, typowner, typnamespace, space, prefix || quote_ident(typname) AS sql
    FROM pg_type AS t JOIN space ON space.oid = typnamespace
   WHERE typtype = 'e' AND ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM member)
), own_domain AS MATERIALIZED ( -- no other name differs in nothing but case; it is not migc's, or of two lines
  SELECT t.oid, typname, typarray, typnamespace, typbasetype, typtypmod, typcollation, typnotnull, typdefault, space,
         prefix || quote_ident(typname) AS sql
    FROM pg_type AS t JOIN space ON space.oid = typnamespace
   WHERE typtype = 'd' AND ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM member)
     AND typname !~ '^(migc|sqlite)_|[\n\r]'
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
              WHEN s.seqtypid <> atttypid THEN 'type' WHEN NOT attnotnull THEN 'null' END AS not_serial,
         col_description(a.attrelid, a.attnum) AS comment
    FROM class AS c
    JOIN (SELECT attrelid, attnum, attname, attnotnull, attidentity, attgenerated, attislocal, atttypid, atttypmod, attcollation,
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
), alike AS MATERIALIZED ( -- names of indexes and constraints that differ from another in nothing but case: the language has but one
  SELECT relname AS name, relnamespace AS scope, true AS is_relation
    FROM (SELECT relname, relnamespace, row_number() OVER (PARTITION BY relnamespace, lower(relname)
                                                           ORDER BY relkind = 'i', relname COLLATE "C" DESC) AS place
            FROM pg_class WHERE relkind IN ('r', 'S', 'i')) AS c
   WHERE place > 1
  UNION ALL
  SELECT conname, conrelid, false
    FROM (SELECT conname, conrelid, row_number() OVER (PARTITION BY conrelid, lower(conname)
                                                       ORDER BY contype IN ('c', 'f'), conname COLLATE "C" DESC) AS place
            FROM pg_constraint WHERE conrelid <> 0 AND contype IN ('p', 'u', 'c', 'f')) AS o
   WHERE place > 1
), indexed AS MATERIALIZED (
  SELECT i.indexrelid, i.indrelid, x.relname, c.sql AS table_sql, c.prefix || quote_ident(x.relname) AS sql, c.space, c.relkind,
         i.indisunique, i.indisvalid, i.indisclustered, i.indisreplident, i.indnkeyatts, i.indnatts, i.indkey, i.indoption, i.indclass, i.indcollation,
         am.amname, x.reloptions, x.reltablespace, c.is_table, c.partition_of, (x.relname, x.relnamespace, true) NOT IN (SELECT name, scope, is_relation FROM alike) AS is_named,
         regexp_replace(pg_get_indexdef(i.indexrelid, 0, true), '^(CREATE (UNIQUE )?INDEX .*?) ON ONLY ', '\1 ON ') AS definition, pg_get_expr(i.indpred, i.indrelid) AS condition,
         EXISTS (SELECT FROM pg_inherits WHERE inhrelid = i.indexrelid) AS is_part,
         o.oid AS constraint_oid,
         coalesce(i.nulls_not_distinct, false) AS nulls_not_distinct,
         NOT EXISTS (SELECT FROM unnest(i.indclass::oid[]) AS o (oid) JOIN pg_opclass AS p ON p.oid = o.oid WHERE NOT p.opcdefault)
           AND NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = i.indexrelid AND a.attoptions IS NOT NULL)
           AND NOT EXISTS (SELECT FROM generate_series(0, i.indnkeyatts - 1) AS n
                             LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n]
                            WHERE i.indcollation[n] <> CASE WHEN i.indkey[n] <> 0 THEN a.attcollation
                                                            WHEN i.indcollation[n] = 0 THEN 0 ELSE 'pg_catalog."default"'::regcollation END) AS is_plain,
         -- operator classes and collations of its keys have words in the language: those that are called by their names alone
         NOT EXISTS (SELECT FROM unnest(i.indclass::oid[]) AS o (oid) JOIN pg_opclass AS p ON p.oid = o.oid
                      WHERE NOT p.opcdefault AND NOT pg_opclass_is_visible(p.oid))
           AND NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = i.indexrelid AND a.attoptions IS NOT NULL)
           AND NOT EXISTS (SELECT FROM generate_series(0, i.indnkeyatts - 1) AS n
                            WHERE CASE WHEN i.indkey[n] = 0 THEN i.indcollation[n] NOT IN (0, 'pg_catalog."default"'::regcollation)
                                       ELSE i.indcollation[n] <> 0 AND NOT pg_collation_is_visible(i.indcollation[n]) END) AS is_sayable
    FROM class AS c
    JOIN (SELECT indexrelid, indrelid, indisunique, indisvalid, indisclustered, indisreplident, indnkeyatts, indnatts, indkey, indoption,
                 indclass, indcollation, indpred, (to_jsonb(raw) ->> 'indnullsnotdistinct')::bool AS nulls_not_distinct
            FROM pg_index AS raw) AS i ON i.indrelid = c.oid
    JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_am AS am ON am.oid = x.relam
    LEFT JOIN pg_constraint AS o ON o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x')
), ranked AS MATERIALIZED (
  SELECT *, is_table AND is_named AND is_sayable AND indisvalid AND constraint_oid IS NULL
              AND row_number() OVER (PARTITION BY indrelid, constraint_oid IS NULL, is_named, indisunique,
                                                  regexp_replace(substr(definition, strpos(definition, ' USING ')), ' WITH \([^()]*\)', '')
                                         ORDER BY relname COLLATE "C") = 1 AS is_modelled
    FROM indexed
), bare_key AS MATERIALIZED (
  SELECT o.oid, o.conrelid, o.conkey,
         c.is_table AND i.is_named AND i.is_plain AND NOT coalesce((to_jsonb(o) ->> 'conperiod')::bool, false) AS is_modelled
    FROM pg_constraint AS o JOIN class AS c ON c.oid = o.conrelid JOIN indexed AS i ON i.indexrelid = o.conindid
   WHERE o.contype IN ('p', 'u')
), constrained AS MATERIALIZED (
  SELECT o.oid, o.conname, o.contype, o.conrelid, o.conkey, o.confrelid, o.confkey, o.confupdtype, o.confdeltype, o.conindid,
         c.sql AS table_sql, c.space, c.relname, c.is_table, c.partition_of, o.conislocal, o.conparentid, c.relkind,
         pg_get_constraintdef(o.oid) AS definition, pg_get_expr(o.conbin, o.conrelid) AS condition,
         o.condeferrable, o.condeferred, o.convalidated, o.confmatchtype, o.conexclop,
         CASE o.contype
         WHEN 'p' THEN o.oid IN (SELECT k.oid FROM bare_key AS k WHERE k.is_modelled)
         WHEN 'u' THEN o.oid IN (SELECT k.oid FROM bare_key AS k WHERE k.is_modelled)
         WHEN 'c' THEN c.is_table AND o.is_named AND o.is_enforced AND NOT o.connoinherit
                       AND pg_get_expr(o.conbin, o.conrelid) !~* '\m(now|current_date|current_time|current_timestamp|localtime|localtimestamp|clock_timestamp|statement_timestamp|transaction_timestamp|random|gen_random_uuid|current_user|session_user)\M'
         WHEN 'f' THEN c.is_table AND o.is_named AND o.is_enforced AND o.confmatchtype IN ('s', 'f')
                       AND o.delete_columns IS NULL AND NOT o.has_period
                       AND (o.confrelid, o.confkey) IN (SELECT k.conrelid, k.conkey FROM bare_key AS k WHERE k.is_modelled)
                       AND NOT EXISTS (SELECT FROM unnest(o.conkey, o.confkey) AS pair (own, other)
                                        WHERE (SELECT (a.atttypid, a.atttypmod) FROM pg_attribute AS a WHERE a.attrelid = o.conrelid AND a.attnum = pair.own)
                                              <> (SELECT (b.atttypid, b.atttypmod) FROM pg_attribute AS b WHERE b.attrelid = o.confrelid AND b.attnum = pair.other)
                                           OR (SELECT a.attgenerated <> '' OR 'n' IN (o.confdeltype, o.confupdtype) AND a.attnotnull
                                                      OR 'd' IN (o.confdeltype, o.confupdtype) AND NOT a.atthasdef
                                                 FROM pg_attribute AS a WHERE a.attrelid = o.conrelid AND a.attnum = pair.own))
                       AND row_number() OVER (PARTITION BY o.contype, o.is_named, o.conrelid, o.confrelid, o.conkey ORDER BY o.conname COLLATE "C") = 1
         WHEN 'x' THEN c.is_table
                       AND EXISTS (SELECT FROM indexed AS i WHERE i.indexrelid = o.conindid AND i.is_plain AND i.is_named)
                       AND NOT EXISTS (SELECT FROM pg_operator AS p
                                        WHERE p.oid = ANY (o.conexclop) AND p.oprnamespace NOT IN ('pg_catalog'::regnamespace, 'public'::regnamespace))
         ELSE false END AS is_modelled
    FROM (SELECT oid, conname, contype, conrelid, conkey, confrelid, confkey, confupdtype, confdeltype, confmatchtype, conindid,
                 convalidated, condeferrable, condeferred, conexclop, connoinherit, conislocal, conparentid, conbin,
                 coalesce((to_jsonb(raw) ->> 'conenforced')::bool, true) AS is_enforced,
                 (conname, conrelid, false) NOT IN (SELECT name, scope, is_relation FROM alike) AS is_named,
                 to_jsonb(raw) ->> 'confdelsetcols' AS delete_columns,
                 coalesce((to_jsonb(raw) ->> 'conperiod')::bool, false) AS has_period
            FROM pg_constraint AS raw WHERE contype IN ('p', 'u', 'f', 'c', 'x')) AS o
    JOIN class AS c ON c.oid = o.conrelid
), routine AS MATERIALIZED (
  SELECT p.oid, p.proname, p.prokind, p.prosrc, p.proacl, p.proowner, p.prolang, space,
         format('%s%I(%s)', prefix, p.proname, pg_get_function_identity_arguments(p.oid)) AS sql,
         CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind,
         l.lanname IN ('sql', 'plpgsql') AND p.body IS NULL AS has_text
    FROM (SELECT oid, proname, prokind, prosrc, proacl, proowner, prolang, pronamespace,
                 to_jsonb(raw) ->> 'prosqlbody' AS body FROM pg_proc AS raw WHERE pronamespace IN (SELECT oid FROM space)) AS p
    JOIN space ON space.oid = p.pronamespace JOIN pg_language AS l ON l.oid = p.prolang
   WHERE ('pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM member)
     AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'i')
), touched AS MATERIALIZED ( -- columns that a trigger keeps as migc writes it: `on update now`
  SELECT t.oid AS trigger_oid, p.oid AS routine_oid, a.attrelid, a.attnum
    FROM attribute AS a JOIN class AS c ON c.oid = a.attrelid
    JOIN pg_trigger AS t ON t.tgrelid = c.oid AND t.tgname = c.relname || '_set_' || a.attname
    JOIN pg_proc AS p ON p.oid = t.tgfoid AND p.proname = t.tgname AND p.pronamespace = c.relnamespace,
         LATERAL (SELECT CASE type WHEN 'timestamp with time zone' THEN 'now()' WHEN 'timestamp without time zone' THEN '(now() AT TIME ZONE ''UTC'')'
                              WHEN 'date' THEN 'CAST(now() AT TIME ZONE ''UTC'' AS date)' END AS now) AS n
   WHERE a.is_table AND a.attgenerated = '' AND octet_length(t.tgname::text) < 63 AND t.tgenabled = 'O' AND p.proacl IS NULL
     AND pg_get_triggerdef(t.oid) = format('CREATE TRIGGER %I BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s()', tgname,
                                           (SELECT format('%I.%I', nspname, c.relname) FROM pg_namespace WHERE oid = c.relnamespace),
                                           p.oid::regproc)
     AND regexp_replace(pg_get_functiondef(p.oid), '\s+', ' ', 'g')
         = format('CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $function$ BEGIN NEW.%I := %s; RETURN NEW; END $function$ ',
                  (SELECT format('%I.%I', nspname, p.proname) FROM pg_namespace WHERE oid = c.relnamespace), attname, n.now)
     AND NOT EXISTS (SELECT FROM pg_trigger AS other WHERE other.tgfoid = p.oid AND other.oid <> t.oid)
     AND NOT EXISTS (SELECT FROM pg_description WHERE classoid IN ('pg_proc'::regclass, 'pg_trigger'::regclass) AND objoid IN (p.oid, t.oid))
), own_type AS MATERIALIZED (
  SELECT t.oid, t.typname, t.typtype, t.typarray, t.typbasetype, t.typtypmod, t.typcollation, t.typnotnull, t.typdefault, t.typacl,
         t.typowner, space, prefix, prefix || quote_ident(t.typname) AS sql
    FROM pg_type AS t JOIN space ON space.oid = t.typnamespace
   WHERE (t.typtype IN ('d', 'r') OR t.typtype = 'b' AND t.typelem = 0)
     AND ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM member)
), options AS MATERIALIZED (
  SELECT c.oid, string_agg(format('%s%I = %L', kind, split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ' ORDER BY kind, o COLLATE "C") AS put,
         string_agg(format('%s%I', kind, split_part(o, '=', 1)), ', ' ORDER BY kind, o COLLATE "C") AS forget,
         jsonb_agg(jsonb_build_object('name', kind || split_part(o, '=', 1), 'value', substr(o, strpos(o, '=') + 1))
                   ORDER BY kind || split_part(o, '=', 1) COLLATE "C") AS words
    FROM (SELECT oid, '' AS kind, reloptions FROM pg_class
          UNION ALL
          SELECT c.oid, 'toast.', t.reloptions FROM pg_class AS c JOIN pg_class AS t ON t.oid = c.reltoastrelid) AS c,
         unnest(c.reloptions) AS o
   GROUP BY c.oid
), shape AS MATERIALIZED ( -- columns of what is created by a statement, as it writes them
  SELECT a.attrelid AS oid,
         string_agg(format(E'  %I %s%s%s', attname, type,
                           CASE WHEN collation_sql IS NOT NULL THEN ' COLLATE ' || collation_sql ELSE '' END,
                           CASE WHEN a.relkind = 'c' THEN ''
                                ELSE CASE WHEN attfdwoptions IS NOT NULL
                                          THEN (SELECT format(' OPTIONS (%s)', string_agg(format('%I %L', option_name, option_value), ', '))
                                                  FROM pg_options_to_table(attfdwoptions)) ELSE '' END
                                  || CASE WHEN attgenerated = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', expression)
                                          WHEN attidentity = 'a' THEN ' GENERATED ALWAYS AS IDENTITY'
                                          WHEN attidentity = 'd' THEN ' GENERATED BY DEFAULT AS IDENTITY'
                                          WHEN is_serial THEN '' -- its sequence comes behind
                                          WHEN expression IS NOT NULL THEN ' DEFAULT ' || expression ELSE '' END
                                  || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END END),
                    E',\n' ORDER BY attnum) AS columns,
         string_agg(CASE WHEN is_serial AND a.relkind <> 'c'
                         THEN format(E'\nCREATE SEQUENCE %1$s AS %2$s OWNED BY %3$s.%4$I;\nALTER TABLE %3$s ALTER COLUMN %4$I SET DEFAULT %5$s;',
                                     s.sql, type, c.sql, attname, expression) END, '' ORDER BY attnum) AS sequences
    FROM attribute AS a JOIN class AS c ON c.oid = a.attrelid LEFT JOIN class AS s ON s.oid = a.seqrelid
   WHERE NOT a.is_table AND a.attislocal
   GROUP BY a.attrelid
), said AS MATERIALIZED ( -- comments on columns of what is created by a statement
  SELECT attrelid AS oid, string_agg(format(E'\nCOMMENT ON COLUMN %s.%I IS %L;', c.sql, attname, comment), '' ORDER BY attnum) AS comments
    FROM attribute AS a JOIN class AS c ON c.oid = attrelid
   WHERE comment IS NOT NULL AND NOT a.is_table GROUP BY attrelid
), index_lines AS MATERIALIZED (
  SELECT indrelid AS oid, string_agg(E'\n' || definition || ';', '' ORDER BY relname COLLATE "C") AS lines
    FROM indexed WHERE NOT is_table AND constraint_oid IS NULL AND NOT is_part GROUP BY indrelid
), constraint_lines AS MATERIALIZED (
  SELECT conrelid AS oid, string_agg(format(E'\nALTER TABLE %s ADD CONSTRAINT %I %s;', table_sql, conname, definition), '' ORDER BY conname COLLATE "C") AS lines
    FROM constrained WHERE NOT is_table AND contype <> 'f' AND conislocal AND conparentid = 0 GROUP BY conrelid
), inherited_lines AS MATERIALIZED ( -- what a table has otherwise than the one that it inherits from
  SELECT a.attrelid AS oid,
         string_agg(CASE WHEN a.expression IS NOT NULL AND (a.expression IS DISTINCT FROM b.expression OR b.is_serial AND b.is_table)
                         THEN format(E'\nALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s;', c.sql, a.attname, a.expression) ELSE '' END
                    || CASE WHEN a.attnotnull AND NOT b.attnotnull THEN format(E'\nALTER TABLE %s ALTER COLUMN %I SET NOT NULL;', c.sql, a.attname) ELSE '' END,
                    '' ORDER BY a.attnum) AS lines
    FROM class AS c JOIN attribute AS a ON a.attrelid = c.oid
    JOIN pg_inherits AS h ON h.inhrelid = c.oid JOIN attribute AS b ON b.attrelid = h.inhparent AND b.attname = a.attname
   WHERE NOT c.is_table AND (c.relispartition OR NOT a.attislocal) AND a.attgenerated = '' AND a.attidentity = '' GROUP BY a.attrelid
), view_lines AS MATERIALIZED (
  SELECT attrelid AS oid, string_agg(format(E'\nALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s;', sql, attname, expression), '' ORDER BY attnum) AS lines
    FROM attribute AS a JOIN class AS c ON c.oid = attrelid WHERE a.relkind = 'v' AND expression IS NOT NULL GROUP BY attrelid
), kept_space AS MATERIALIZED ( -- namespaces that come and go with what is in them
  SELECT relnamespace AS oid FROM class WHERE is_table
  UNION SELECT relnamespace FROM sequence WHERE is_declared
  UNION SELECT typnamespace FROM enumeration
  UNION SELECT typnamespace FROM own_domain
), made AS MATERIALIZED ( -- what the language has no words for: the statement, the class and number in the catalog
  SELECT 'schema' AS kind, nspname::text AS name, NULL::text AS space, 'pg_namespace'::regclass::oid AS classid, oid AS objid,
         format('CREATE SCHEMA IF NOT EXISTS %I;', nspname) AS up,
         CASE WHEN oid IN (SELECT k.oid FROM kept_space AS k)
              THEN format('COMMENT ON SCHEMA %I IS NULL;', nspname) -- it goes with its last table
              ELSE format('DROP SCHEMA IF EXISTS %I;', nspname) END AS down,
         quote_ident(nspname) AS sql
    FROM space AS n
   WHERE nspname <> 'public'
     AND (oid NOT IN (SELECT k.oid FROM kept_space AS k)
          OR EXISTS (SELECT FROM class AS c WHERE c.relnamespace = n.oid AND NOT is_table AND relkind <> 'S')
          OR EXISTS (SELECT FROM sequence AS s WHERE s.space = nspname AND NOT is_declared) OR EXISTS (SELECT FROM routine AS r WHERE r.space = nspname AND r.oid NOT IN (SELECT routine_oid FROM touched))
          OR EXISTS (SELECT FROM own_type AS t WHERE t.space = nspname AND t.oid NOT IN (SELECT w.oid FROM own_domain AS w)) OR EXISTS (SELECT FROM pg_collation AS k WHERE k.collnamespace = n.oid)
          OR EXISTS (SELECT FROM pg_operator AS o WHERE o.oprnamespace = n.oid) OR EXISTS (SELECT FROM pg_ts_config AS o WHERE o.cfgnamespace = n.oid)
          OR EXISTS (SELECT FROM pg_ts_dict AS o WHERE o.dictnamespace = n.oid) OR EXISTS (SELECT FROM pg_extension AS e WHERE e.extnamespace = n.oid))
  UNION ALL
  SELECT 'extension', extname, space, 'pg_extension'::regclass, e.oid,
         format('CREATE EXTENSION IF NOT EXISTS %I SCHEMA %I;', extname, nspname), format('DROP EXTENSION %I;', extname), quote_ident(extname)
    FROM pg_extension AS e JOIN space ON space.oid = extnamespace WHERE nspname <> 'public'
  UNION ALL
  SELECT CASE relkind WHEN 'f' THEN 'foreign table' ELSE 'table' END, relname, space, 'pg_class'::regclass, c.oid,
         CASE WHEN relispartition
              THEN format('CREATE %sTABLE %s PARTITION OF %s %s%s%s;',
                          CASE WHEN relkind = 'f' THEN 'FOREIGN ' WHEN relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END, sql,
                          (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = c.oid),
                          (SELECT pg_get_expr(b.relpartbound, b.oid) FROM pg_class AS b WHERE b.oid = c.oid),
                          CASE relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END,
                          server)
              ELSE format('CREATE %sTABLE %s%s%s%s%s%s%s;',
                          CASE WHEN relkind = 'f' THEN 'FOREIGN ' WHEN relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END, sql,
                          CASE WHEN reloftype <> 0 THEN ' OF ' || reloftype::regtype ELSE '' END,
                          CASE WHEN reloftype <> 0 THEN '' WHEN columns IS NULL THEN ' ()' ELSE E' (\n' || columns || E'\n)' END,
                          (SELECT format(' INHERITS (%s)', string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno))
                             FROM pg_inherits WHERE inhrelid = c.oid HAVING count(*) > 0),
                          CASE relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END,
                          server,
                          CASE WHEN o.put IS NOT NULL THEN format(' WITH (%s)', o.put) ELSE '' END)
                   || coalesce(sequences, '') END
         || coalesce(h.lines, '') || coalesce(k.lines, '') || coalesce(x.lines, '')
         || coalesce(said.comments, ''),
         format('DROP %sTABLE %s;', CASE relkind WHEN 'f' THEN 'FOREIGN ' ELSE '' END, sql), sql
    FROM class AS c LEFT JOIN shape ON shape.oid = c.oid LEFT JOIN said ON said.oid = c.oid LEFT JOIN options AS o ON o.oid = c.oid
    LEFT JOIN inherited_lines AS h ON h.oid = c.oid LEFT JOIN constraint_lines AS k ON k.oid = c.oid LEFT JOIN index_lines AS x ON x.oid = c.oid,
         LATERAL (SELECT coalesce((SELECT format(' SERVER %I%s', srvname,
                                                 (SELECT format(' OPTIONS (%s)', string_agg(format('%I %L', option_name, option_value), ', '))
                                                    FROM pg_options_to_table(ftoptions) HAVING count(*) > 0))
                                     FROM pg_foreign_table JOIN pg_foreign_server AS s ON s.oid = ftserver WHERE ftrelid = c.oid), '')) AS f (server)
   WHERE relkind IN ('r', 'p', 'f') AND NOT is_table AND partition_of IS NULL
  UNION ALL
  SELECT CASE relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END, relname, space, 'pg_class'::regclass, c.oid,
         format(E'CREATE %sVIEW %s%s AS\n%s%s;', CASE relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END, sql,
                CASE WHEN o.put IS NOT NULL THEN format(' WITH (%s)', o.put) ELSE '' END,
                rtrim(pg_get_viewdef(c.oid), ';'),
                CASE WHEN relkind = 'm' AND NOT relispopulated THEN E'\n WITH NO DATA' ELSE '' END)
         || coalesce(v.lines, '') || coalesce(x.lines, '')
         || coalesce(said.comments, ''),
         format('DROP %sVIEW %s;', CASE relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END, sql), sql
    FROM class AS c LEFT JOIN said ON said.oid = c.oid LEFT JOIN options AS o ON o.oid = c.oid
    LEFT JOIN view_lines AS v ON v.oid = c.oid LEFT JOIN index_lines AS x ON x.oid = c.oid WHERE relkind IN ('v', 'm')
  UNION ALL
  SELECT 'type', relname, space, 'pg_class'::regclass, c.oid,
         format('CREATE TYPE %s AS (%s);', sql, CASE WHEN columns IS NULL THEN '' ELSE E'\n' || columns || E'\n' END)
         || coalesce(said.comments, ''),
         format('DROP TYPE %s;', sql), sql
    FROM class AS c LEFT JOIN shape ON shape.oid = c.oid LEFT JOIN said ON said.oid = c.oid WHERE relkind = 'c'
  UNION ALL
  SELECT 'sequence', relname, space, 'pg_class'::regclass, s.oid,
         format('CREATE SEQUENCE %s AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s%s;', sql, seqtypid::regtype,
                seqincrement, seqmin, seqmax, seqstart, seqcache, CASE WHEN seqcycle THEN ' CYCLE' ELSE '' END),
         format('DROP SEQUENCE %s;', sql), sql
    FROM sequence AS s
  UNION ALL
  SELECT kind, proname, space, 'pg_proc'::regclass, oid,
         CASE WHEN has_text THEN E'SET LOCAL check_function_bodies = off;\n' ELSE '' END || regexp_replace(rtrim(pg_get_functiondef(oid), E'\n'), '^(CREATE OR REPLACE \w+) public\.', '\1 ') || ';',
         format('DROP %s %s;', upper(kind), sql), sql
    FROM routine WHERE prokind <> 'a' AND oid NOT IN (SELECT routine_oid FROM touched)
  UNION ALL
  SELECT 'domain', typname, space, 'pg_type'::regclass, t.oid,
         format('CREATE DOMAIN %s AS %s%s%s%s;', sql, format_type(typbasetype, typtypmod),
                CASE WHEN t.typcollation <> (SELECT b.typcollation FROM pg_type AS b WHERE b.oid = t.typbasetype)
                     THEN ' COLLATE ' || t.typcollation::regcollation ELSE '' END,
                CASE WHEN typdefault IS NOT NULL THEN ' DEFAULT ' || typdefault ELSE '' END,
                CASE WHEN typnotnull THEN ' NOT NULL' ELSE '' END)
         || coalesce((SELECT string_agg(format(E'\nALTER DOMAIN %s ADD CONSTRAINT %I %s;', sql, conname, pg_get_constraintdef(k.oid)), '' ORDER BY conname COLLATE "C")
                        FROM pg_constraint AS k WHERE contypid = t.oid AND contype = 'c'), ''),
         format('DROP DOMAIN %s;', sql), sql
    FROM own_type AS t WHERE typtype = 'd' AND t.oid NOT IN (SELECT w.oid FROM own_domain AS w)
  UNION ALL
  SELECT 'type', typname, space, 'pg_type'::regclass, t.oid,
         format('CREATE TYPE %s AS RANGE (SUBTYPE = %s%s%s%s);', sql, format_type(rngsubtype, NULL),
                CASE WHEN NOT opcdefault THEN format(', SUBTYPE_OPCLASS = %s%I', CASE opcnamespace WHEN 'pg_catalog'::regnamespace THEN '' ELSE opcnamespace::regnamespace || '.' END, opcname) ELSE '' END,
                CASE WHEN rngcollation NOT IN (0, 'pg_catalog."default"'::regcollation) THEN ', COLLATION = ' || rngcollation::regcollation ELSE '' END,
                CASE WHEN rngsubdiff <> 0 THEN ', SUBTYPE_DIFF = ' || rngsubdiff ELSE '' END),
         format('DROP TYPE %s;', sql), sql
    FROM own_type AS t JOIN pg_range ON rngtypid = t.oid JOIN pg_opclass AS p ON p.oid = rngsubopc WHERE typtype = 'r' AND rngcanonical = 0
  UNION ALL
  SELECT 'trigger', format('%s_%s', relname, tgname), space, 'pg_trigger'::regclass, t.oid,
         pg_get_triggerdef(t.oid, true) || ';'
         || CASE tgenabled WHEN 'O' THEN ''
                 ELSE format(E'\nALTER TABLE %s %s TRIGGER %I;', sql,
                             CASE tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, tgname) END,
         format('DROP TRIGGER %I ON %s;', tgname, sql), format('%I ON %s', tgname, sql)
    FROM pg_trigger AS t JOIN class AS c ON c.oid = tgrelid
   WHERE NOT tgisinternal AND tgparentid = 0 AND t.oid NOT IN (SELECT trigger_oid FROM touched)
  UNION ALL
  SELECT 'constraint', conname, space, 'pg_constraint'::regclass, o.oid,
         format('ALTER TABLE %s ADD CONSTRAINT %I %s;', table_sql, conname, definition),
         format('ALTER TABLE %s DROP CONSTRAINT %I;', table_sql, conname)
         || CASE WHEN contype = 'p' AND partition_of IS NOT NULL -- what it has required stays so
                 THEN coalesce((SELECT string_agg(format(E'\nALTER TABLE %s ALTER COLUMN %I DROP NOT NULL;', table_sql, a.attname), '' ORDER BY a.attnum)
                                  FROM attribute AS a JOIN attribute AS q ON q.attrelid = partition_of AND q.attname = a.attname AND NOT q.attnotnull
                                 WHERE a.attrelid = conrelid AND a.attnum = ANY (conkey)), '') ELSE '' END,
         format('%I ON %s', conname, table_sql)
    FROM constrained AS o
   WHERE NOT coalesce(is_modelled, false) AND conparentid = 0 AND (is_table OR contype = 'f' OR partition_of IS NOT NULL AND conislocal)
  UNION ALL
  SELECT 'index', relname, space, 'pg_class'::regclass, indexrelid,
         definition || ';' || coalesce((SELECT string_agg(format(E'\nALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s;', sql, attnum, attstattarget), '' ORDER BY attnum)
                                          FROM pg_attribute WHERE attrelid = indexrelid AND coalesce(attstattarget, -1) >= 0), ''), format('DROP INDEX %s;', sql), sql
    FROM ranked WHERE (is_table OR partition_of IS NOT NULL AND NOT is_part) AND NOT is_modelled AND constraint_oid IS NULL AND indisvalid
  UNION ALL
  SELECT 'rule', format('%s_%s', relname, rulename), space, 'pg_rewrite'::regclass, r.oid, pg_get_ruledef(r.oid, true)
         || CASE ev_enabled WHEN 'O' THEN ''
                 ELSE format(E'\nALTER TABLE %s %s RULE %I;', sql,
                             CASE ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, rulename) END,
         format('DROP RULE %I ON %s;', rulename, sql), format('%I ON %s', rulename, sql)
    FROM pg_rewrite AS r JOIN class AS c ON c.oid = ev_class WHERE rulename <> '_RETURN'
  UNION ALL
  SELECT 'policy', format('%s_%s', relname, polname), space, 'pg_policy'::regclass, p.oid,
         format('CREATE POLICY %I ON %s%s FOR %s TO %s%s%s;', polname, sql, CASE WHEN polpermissive THEN '' ELSE ' AS RESTRICTIVE' END,
                CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                (SELECT string_agg(CASE r.oid WHEN 0 THEN 'PUBLIC' ELSE r.oid::regrole::text END, ', ' ORDER BY CASE r.oid WHEN 0 THEN '' ELSE r.oid::regrole::text END COLLATE "C") FROM unnest(polroles) AS r (oid)),
                CASE WHEN polqual IS NOT NULL THEN format(' USING (%s)', pg_get_expr(polqual, polrelid)) ELSE '' END,
                CASE WHEN polwithcheck IS NOT NULL THEN format(' WITH CHECK (%s)', pg_get_expr(polwithcheck, polrelid)) ELSE '' END),
         format('DROP POLICY %I ON %s;', polname, sql), format('%I ON %s', polname, sql)
    FROM pg_policy AS p JOIN class AS c ON c.oid = polrelid
  UNION ALL
  SELECT 'statistics', stxname, space, 'pg_statistic_ext'::regclass, x.oid, regexp_replace(pg_get_statisticsobjdef(x.oid), '^(CREATE STATISTICS) public\.', '\1 ') || ';'
         || CASE WHEN stxstattarget >= 0 THEN format(E'\nALTER STATISTICS %s%I SET STATISTICS %s;', prefix, stxname, stxstattarget) ELSE '' END,
         format('DROP STATISTICS %s%I;', prefix, stxname), format('%s%I', prefix, stxname)
    FROM pg_statistic_ext AS x JOIN space ON space.oid = stxnamespace
  UNION ALL
  SELECT 'collation', collname, space, 'pg_collation'::regclass, k.oid,
         format('CREATE COLLATION %s%I (PROVIDER = %s, %s%s);', prefix, collname, CASE collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
                CASE collprovider WHEN 'c' THEN format('LC_COLLATE = %L, LC_CTYPE = %L', document ->> 'collcollate', document ->> 'collctype')
                     ELSE format('LOCALE = %L', coalesce(document ->> 'colllocale', document ->> 'colliculocale', document ->> 'collcollate')) END,
                CASE WHEN collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END),
         format('DROP COLLATION %s%I;', prefix, collname), format('%s%I', prefix, collname)
    FROM (SELECT oid, collname, collnamespace, collprovider, collisdeterministic, to_jsonb(raw) AS document FROM pg_collation AS raw) AS k
    JOIN space ON space.oid = collnamespace WHERE ('pg_collation'::regclass, k.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'foreign data wrapper', fdwname, NULL, 'pg_foreign_data_wrapper'::regclass, w.oid,
         format('CREATE FOREIGN DATA WRAPPER %I%s%s%s;', fdwname, ' HANDLER ' || nullif(fdwhandler, 0)::regproc, ' VALIDATOR ' || nullif(fdwvalidator, 0)::regproc,
                (SELECT format(' OPTIONS (%s)', string_agg(format('%I %L', option_name, option_value), ', ')) FROM pg_options_to_table(fdwoptions) HAVING count(*) > 0)),
         format('DROP FOREIGN DATA WRAPPER %I;', fdwname), quote_ident(fdwname)
    FROM pg_foreign_data_wrapper AS w WHERE ('pg_foreign_data_wrapper'::regclass, w.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'server', srvname, NULL, 'pg_foreign_server'::regclass, s.oid,
         format('CREATE SERVER %I%s%s FOREIGN DATA WRAPPER %I%s;', srvname, ' TYPE ' || quote_literal(srvtype), ' VERSION ' || quote_literal(srvversion), fdwname,
                (SELECT format(' OPTIONS (%s)', string_agg(format('%I %L', option_name, option_value), ', ')) FROM pg_options_to_table(srvoptions) HAVING count(*) > 0)),
         format('DROP SERVER %I;', srvname), quote_ident(srvname)
    FROM pg_foreign_server AS s JOIN pg_foreign_data_wrapper AS w ON w.oid = srvfdw
   WHERE ('pg_foreign_server'::regclass, s.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'aggregate', proname, space, 'pg_proc'::regclass, r.oid,
         format('CREATE AGGREGATE %s (%s);', args.sql,
                (SELECT string_agg(format('%s = %s', word, said), ', ' ORDER BY n)
                   FROM (SELECT n, word, CASE WHEN f.oid <> 0 THEN regexp_replace(f.oid::regprocedure::text, '\([^()]*\)$', '') END
                           FROM (VALUES (1, 'SFUNC', aggtransfn::oid), (4, 'FINALFUNC', aggfinalfn), (7, 'COMBINEFUNC', aggcombinefn), (8, 'SERIALFUNC', aggserialfn),
                                        (9, 'DESERIALFUNC', aggdeserialfn), (11, 'MSFUNC', aggmtransfn), (12, 'MINVFUNC', aggminvtransfn), (15, 'MFINALFUNC', aggmfinalfn)) AS f (n, word, oid)
                          UNION ALL
                         VALUES (2, 'STYPE', format_type(aggtranstype, NULL)), (3, 'SSPACE', nullif(aggtransspace, 0)::text), (5, 'FINALFUNC_EXTRA', CASE WHEN aggfinalextra THEN 'true' END),
                                (6, 'FINALFUNC_MODIFY', CASE WHEN aggfinalfn <> 0 AND aggfinalmodify <> usual THEN CASE aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END),
                                (10, 'INITCOND', quote_literal(agginitval)), (13, 'MSTYPE', CASE WHEN aggmtranstype <> 0 THEN format_type(aggmtranstype, NULL) END),
                                (14, 'MSSPACE', nullif(aggmtransspace, 0)::text), (16, 'MFINALFUNC_EXTRA', CASE WHEN aggmfinalextra THEN 'true' END),
                                (17, 'MFINALFUNC_MODIFY', CASE WHEN aggmfinalfn <> 0 AND aggmfinalmodify <> usual THEN CASE aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END),
                                (18, 'MINITCOND', quote_literal(aggminitval)),
                                (19, 'SORTOP', CASE WHEN aggsortop <> 0 THEN format('OPERATOR(%s)', regexp_replace(aggsortop::regoperator::text, '\(.*\)$', '')) END),
                                (20, 'PARALLEL', CASE (SELECT proparallel FROM pg_proc AS p WHERE p.oid = r.oid) WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END),
                                (21, 'HYPOTHETICAL', CASE aggkind WHEN 'h' THEN 'true' END)) AS w (n, word, said) WHERE said IS NOT NULL)),
         format('DROP AGGREGATE %s;', args.sql), args.sql
    FROM routine AS r JOIN pg_aggregate ON aggfnoid = r.oid,
         LATERAL (SELECT replace(r.sql, '()', '(*)'), CASE aggkind WHEN 'n' THEN 'r' ELSE 'w' END) AS args (sql, usual)
  UNION ALL
  SELECT 'operator', oprname, space, 'pg_operator'::regclass, x.oid,
         format('CREATE OPERATOR %s%s (%s);', prefix, oprname,
                (SELECT string_agg(word || coalesce(' = ' || said, ''), ', ' ORDER BY n)
                   FROM (VALUES (1, 'FUNCTION', regexp_replace(oprcode::oid::regprocedure::text, '\([^()]*\)$', '')), (2, 'LEFTARG', CASE WHEN oprleft <> 0 THEN format_type(oprleft, NULL) END),
                                (3, 'RIGHTARG', CASE WHEN oprright <> 0 THEN format_type(oprright, NULL) END),
                                (4, 'COMMUTATOR', CASE WHEN oprcom <> 0 THEN format('OPERATOR(%s)', regexp_replace(oprcom::regoperator::text, '\(.*\)$', '')) END),
                                (5, 'NEGATOR', CASE WHEN oprnegate <> 0 THEN format('OPERATOR(%s)', regexp_replace(oprnegate::regoperator::text, '\(.*\)$', '')) END),
                                (6, 'RESTRICT', nullif(oprrest::oid, 0)::regproc::text), (7, 'JOIN', nullif(oprjoin::oid, 0)::regproc::text)) AS w (n, word, said) WHERE said IS NOT NULL)
                || CASE WHEN oprcanhash THEN ', HASHES' ELSE '' END || CASE WHEN oprcanmerge THEN ', MERGES' ELSE '' END),
         format('DROP OPERATOR %s;', args.sql), args.sql
    FROM pg_operator AS x JOIN space ON space.oid = oprnamespace,
         LATERAL (SELECT format('%s%s (%s, %s)', prefix, oprname, CASE WHEN oprleft = 0 THEN 'NONE' ELSE format_type(oprleft, NULL) END,
                                CASE WHEN oprright = 0 THEN 'NONE' ELSE format_type(oprright, NULL) END)) AS args (sql)
   WHERE oprcode <> 0 AND ('pg_operator'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'cast', format('%s as %s', castsource::regtype, casttarget::regtype), NULL, 'pg_cast'::regclass, x.oid,
         format('CREATE CAST %s %s%s;', args.sql,
                CASE castmethod WHEN 'f' THEN 'WITH FUNCTION ' || castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
                CASE castcontext WHEN 'i' THEN ' AS IMPLICIT' WHEN 'a' THEN ' AS ASSIGNMENT' ELSE '' END),
         format('DROP CAST %s;', args.sql), args.sql
    FROM pg_cast AS x, LATERAL (SELECT format('(%s AS %s)', format_type(castsource, NULL), format_type(casttarget, NULL))) AS args (sql)
   WHERE x.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_cast'::regclass AND objid = x.oid AND deptype IN ('e', 'i'))
  UNION ALL
  SELECT 'text search dictionary', dictname, space, 'pg_ts_dict'::regclass, x.oid,
         format('CREATE TEXT SEARCH DICTIONARY %s%I (TEMPLATE = %s%s);', prefix, dictname,
                (SELECT CASE tmplnamespace WHEN 'pg_catalog'::regnamespace THEN '' ELSE tmplnamespace::regnamespace || '.' END || quote_ident(tmplname) FROM pg_ts_template AS t WHERE t.oid = dicttemplate),
                ', ' || dictinitoption),
         format('DROP TEXT SEARCH DICTIONARY %s%I;', prefix, dictname), format('%s%I', prefix, dictname)
    FROM pg_ts_dict AS x JOIN space ON space.oid = dictnamespace WHERE ('pg_ts_dict'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'text search configuration', cfgname, space, 'pg_ts_config'::regclass, x.oid,
         format('CREATE TEXT SEARCH CONFIGURATION %s%I (PARSER = %s);', prefix, cfgname,
                (SELECT CASE prsnamespace WHEN 'pg_catalog'::regnamespace THEN 'pg_catalog.' ELSE prsnamespace::regnamespace || '.' END || quote_ident(prsname) FROM pg_ts_parser AS p WHERE p.oid = cfgparser))
         || coalesce((SELECT string_agg(format(E'\nALTER TEXT SEARCH CONFIGURATION %s%I ADD MAPPING FOR %s WITH %s;', prefix, cfgname, tokens, dictionaries), '' ORDER BY first)
                        FROM (SELECT dictionaries, string_agg(alias, ', ' ORDER BY tokid) AS tokens, min(tokid) AS first
                                FROM (SELECT t.alias, t.tokid, string_agg(mapdict::regdictionary::text, ', ' ORDER BY mapseqno) AS dictionaries
                                        FROM pg_ts_config_map JOIN ts_token_type(cfgparser) AS t ON t.tokid = maptokentype WHERE mapcfg = x.oid GROUP BY t.alias, t.tokid) AS m
                               GROUP BY dictionaries) AS d), ''),
         format('DROP TEXT SEARCH CONFIGURATION %s%I;', prefix, cfgname), format('%s%I', prefix, cfgname)
    FROM pg_ts_config AS x JOIN space ON space.oid = cfgnamespace WHERE ('pg_ts_config'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'event trigger', evtname, NULL, 'pg_event_trigger'::regclass, x.oid,
         format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s;', evtname, evtevent,
                (SELECT format(E'\n WHEN TAG IN (%s)', string_agg(quote_literal(t), ', ')) FROM unnest(evttags) AS t HAVING count(*) > 0), evtfoid::regprocedure)
         || CASE evtenabled WHEN 'O' THEN ''
                 ELSE format(E'\nALTER EVENT TRIGGER %I %s;', evtname, CASE evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END) END,
         format('DROP EVENT TRIGGER %I;', evtname), quote_ident(evtname)
    FROM pg_event_trigger AS x WHERE ('pg_event_trigger'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
), identified AS MATERIALIZED (
  SELECT kind, name, space, classid, objid,
         up || coalesce((SELECT format(E'\nCOMMENT ON %s %s IS %L;', upper(kind), sql, description) FROM pg_description AS d
                          WHERE kind <> 'extension' AND d.objsubid = 0 AND (d.classoid = m.classid AND d.objoid = m.objid
                                OR kind = 'type' AND d.classoid = 'pg_type'::regclass AND d.objoid = (SELECT reltype FROM class WHERE oid = m.objid))), '') AS up,
         down, sql, (SELECT i.type || ' ' || i.identity FROM pg_identify_object(m.classid, m.objid, 0) AS i) AS id FROM made AS m
  UNION ALL
  SELECT 'table', relname, space, 'pg_class'::regclass, oid, NULL, NULL, sql,
         (SELECT i.type || ' ' || i.identity FROM pg_identify_object('pg_class'::regclass, oid, 0) AS i) FROM class WHERE is_table
  UNION ALL
  SELECT 'enum', typname, space, 'pg_type'::regclass, oid, NULL, NULL, sql,
         (SELECT i.type || ' ' || i.identity FROM pg_identify_object('pg_type'::regclass, oid, 0) AS i) FROM enumeration
  UNION ALL
  SELECT 'domain', typname, space, 'pg_type'::regclass, oid, NULL, NULL, sql,
         (SELECT i.type || ' ' || i.identity FROM pg_identify_object('pg_type'::regclass, oid, 0) AS i) FROM own_domain
), part AS MATERIALIZED ( -- what each row of the catalog is a part of
  SELECT classid, objid, id FROM identified
  UNION ALL
  SELECT 'pg_type'::regclass, c.reltype, i.id FROM identified AS i JOIN class AS c ON c.oid = i.objid WHERE i.classid = 'pg_class'::regclass AND c.reltype <> 0
  UNION ALL
  SELECT 'pg_type'::regclass, t.oid, i.id FROM identified AS i JOIN class AS c ON c.oid = i.objid JOIN pg_type AS t ON t.typelem = c.reltype
   WHERE i.classid = 'pg_class'::regclass AND c.reltype <> 0
  UNION ALL
  SELECT 'pg_type'::regclass, t.typarray, i.id FROM identified AS i JOIN pg_type AS t ON t.oid = i.objid
   WHERE i.classid = 'pg_type'::regclass AND t.typarray <> 0
  UNION ALL
  SELECT 'pg_attrdef'::regclass, f.oid, i.id FROM identified AS i JOIN pg_attrdef AS f ON f.adrelid = i.objid WHERE i.classid = 'pg_class'::regclass
  UNION ALL
  SELECT 'pg_rewrite'::regclass, r.oid, i.id FROM identified AS i JOIN pg_rewrite AS r ON r.ev_class = i.objid
   WHERE i.classid = 'pg_class'::regclass AND rulename = '_RETURN'
  UNION ALL
  SELECT 'pg_constraint'::regclass, o.oid, i.id FROM identified AS i JOIN constrained AS o ON o.conrelid = i.objid
   WHERE i.classid = 'pg_class'::regclass AND (coalesce(o.is_modelled, false) OR NOT o.is_table AND o.contype <> 'f') AND NOT (o.is_modelled AND o.contype = 'f')
  UNION ALL -- partitions of tables that are modelled
  SELECT o.classid, o.objid, i.id FROM identified AS i JOIN partitioned AS p ON p.partrelid = i.objid JOIN parting AS b ON b.inhparent = p.partrelid,
         LATERAL (SELECT 'pg_class'::regclass::oid, b.inhrelid
                  UNION ALL SELECT 'pg_type'::regclass, t.oid FROM pg_class AS c JOIN pg_type AS t ON c.reltype IN (t.oid, t.typelem) WHERE c.oid = b.inhrelid
                  UNION ALL SELECT 'pg_constraint'::regclass, k.oid FROM pg_constraint AS k WHERE k.conrelid = b.inhrelid AND k.contype IN ('p', 'u') AND k.conparentid <> 0
                  UNION ALL SELECT 'pg_class'::regclass, x.indexrelid FROM indexed AS x WHERE x.indrelid = b.inhrelid AND x.is_part AND x.constraint_oid NOT IN (SELECT k.oid FROM constrained AS k WHERE k.conparentid = 0)) AS o (classid, objid)
   WHERE i.classid = 'pg_class'::regclass
  UNION ALL
  SELECT d.classid, d.objid, i.id FROM identified AS i JOIN pg_depend AS d
      ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = i.objid AND d.deptype = 'e' WHERE i.classid = 'pg_extension'::regclass
  UNION ALL
  SELECT 'pg_constraint'::regclass, o.oid, i.id FROM identified AS i JOIN pg_constraint AS o ON o.contypid = i.objid WHERE i.classid = 'pg_type'::regclass
  UNION ALL
  SELECT 'pg_class'::regclass, x.indexrelid, i.id FROM ranked AS x JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = x.indrelid
   WHERE NOT x.is_table OR x.is_modelled OR x.constraint_oid IN (SELECT o.oid FROM constrained AS o WHERE o.is_modelled)
  UNION ALL
  SELECT 'pg_class'::regclass, x.indexrelid, i.id FROM ranked AS x JOIN identified AS i ON i.classid = 'pg_constraint'::regclass AND i.objid = x.constraint_oid
  UNION ALL
  SELECT 'pg_class'::regclass, s.seqrelid, i.id FROM own_sequence AS s JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = s.attrelid
   WHERE s.seqrelid NOT IN (SELECT oid FROM sequence)
), named_need AS MATERIALIZED (
  SELECT DISTINCT a.id, b.id AS need
    FROM pg_depend AS d
    JOIN part AS a ON a.classid = d.classid AND a.objid = d.objid
    JOIN part AS b ON b.classid = d.refclassid AND b.objid = d.refobjid
   WHERE a.id <> b.id AND NOT (d.deptype = 'a' AND d.classid = 'pg_class'::regclass AND d.objid IN (SELECT oid FROM sequence))
  UNION -- a foreign key that refers to a partitioned table hangs on every partition
  SELECT i.id, t.id
    FROM constrained AS o JOIN class AS r ON r.oid = o.confrelid AND r.relkind = 'p'
    JOIN identified AS i ON i.classid = 'pg_constraint'::regclass AND i.objid = o.oid,
         LATERAL (SELECT relid::oid AS relid FROM pg_partition_tree(r.oid)) AS p
    JOIN identified AS t ON t.classid = 'pg_class'::regclass AND t.objid = p.relid
), need AS MATERIALIZED (
  SELECT id, need FROM named_need
  UNION -- tables and views that the text of a function names, unless something that must be there before them uses it
  SELECT i.id, t.id
    FROM routine AS r JOIN identified AS i ON i.classid = 'pg_proc'::regclass AND i.objid = r.oid,
         LATERAL (SELECT DISTINCT regexp_split_to_table(lower(r.prosrc), '[^a-z0-9_]+') AS word) AS w
    JOIN identified AS t ON t.name = w.word AND t.kind IN ('table', 'view', 'materialized view')
   WHERE r.has_text
     AND NOT EXISTS (SELECT FROM named_need AS n JOIN identified AS u ON u.id = n.id
                      WHERE n.need = i.id AND u.kind NOT IN ('trigger', 'policy', 'rule'))
     AND NOT EXISTS (SELECT FROM named_need AS n WHERE n.id = t.id AND n.need = i.id)
), acl AS MATERIALIZED (
  SELECT 'pg_class'::regclass::oid AS classid, oid AS objid, relname AS name, space, CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS word, sql, '' AS behind,
         relacl AS acl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner) AS usual, relowner AS owner
    FROM class WHERE relkind <> 'c' AND relacl IS NOT NULL
  UNION ALL
  SELECT 'pg_class'::regclass, c.oid, relname, space, 'TABLE', sql, format(' (%I)', attname), attacl, NULL::aclitem[], relowner
    FROM class AS c JOIN attribute AS a ON attrelid = c.oid WHERE attacl IS NOT NULL
  UNION ALL
  SELECT 'pg_proc'::regclass, oid, proname, space, 'ROUTINE', sql, '', proacl, acldefault('f', proowner), proowner FROM routine WHERE proacl IS NOT NULL
  UNION ALL
  SELECT 'pg_type'::regclass, oid, typname, space, 'TYPE', sql, '', typacl, acldefault('T', typowner), typowner FROM enumeration WHERE typacl IS NOT NULL
  UNION ALL
  SELECT 'pg_type'::regclass, oid, typname, space, 'TYPE', sql, '', typacl, acldefault('T', typowner), typowner FROM own_type WHERE typacl IS NOT NULL
  UNION ALL
  SELECT 'pg_namespace'::regclass, n.oid, n.nspname, NULL, 'SCHEMA', quote_ident(n.nspname), '', n.nspacl,
         coalesce((SELECT initprivs FROM pg_init_privs WHERE classoid = 'pg_namespace'::regclass AND objoid = n.oid), acldefault('n', n.nspowner)), n.nspowner
    FROM pg_namespace AS n JOIN space ON space.oid = n.oid WHERE n.nspacl IS NOT NULL
), listed AS MATERIALIZED ( -- the constraints of tables that are modelled, with the names of their columns
  SELECT o.*, (SELECT jsonb_agg((SELECT attname FROM pg_attribute AS a WHERE a.attrelid = o.conrelid AND a.attnum = u.attnum) ORDER BY n)
                 FROM unnest(conkey) WITH ORDINALITY AS u (attnum, n)) AS names
    FROM constrained AS o WHERE is_modelled
), behind AS MATERIALIZED ( -- what is said behind an object or a table: of one each
  SELECT i.id || ' owner' AS id, 'setting' AS kind, s.relname || '_owner' AS name, s.space,
         format('ALTER SEQUENCE %s OWNED BY %s.%I;', s.sql, c.sql, a.attname) AS up, format('ALTER SEQUENCE %s OWNED BY NONE;', s.sql) AS down,
         ARRAY[i.id, t.id] AS needs
    FROM sequence AS s JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = s.oid
    JOIN class AS c ON c.oid = s.attrelid JOIN attribute AS a ON a.attrelid = c.oid AND a.attnum = s.attnum
    JOIN identified AS t ON t.classid = 'pg_class'::regclass AND t.objid = c.oid
   WHERE NOT (s.is_declared AND c.is_table)
  UNION ALL
  SELECT i.id || ' numbers of ' || a.attname, 'setting', format('%s_%s_numbers', c.relname, a.attname), c.space,
         CASE WHEN a.is_another THEN format('ALTER TABLE %s ALTER COLUMN %I ADD GENERATED BY DEFAULT AS IDENTITY;', c.sql, a.attname) ELSE '' END
         || CASE WHEN a.is_another AND (a.attidentity = 'a' OR NOT s.is_usual) THEN E'\n' ELSE '' END
         || CASE WHEN s.is_usual AND a.attidentity = 'd' THEN ''
                 ELSE format('ALTER TABLE %s ALTER COLUMN %I%s%s;', c.sql, a.attname, CASE a.attidentity WHEN 'a' THEN ' SET GENERATED ALWAYS' ELSE '' END,
                             CASE WHEN s.is_usual THEN '' ELSE format(' SET INCREMENT BY %s SET MINVALUE %s SET MAXVALUE %s SET START WITH %s RESTART SET CACHE %s SET %s', seqincrement, seqmin, seqmax, seqstart, seqcache, CASE WHEN seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) END) END,
         CASE WHEN a.is_another THEN format('ALTER TABLE %s ALTER COLUMN %I DROP IDENTITY;', c.sql, a.attname)
              ELSE format('ALTER TABLE %s ALTER COLUMN %I SET GENERATED BY DEFAULT%s;', c.sql, a.attname, CASE WHEN s.is_usual THEN '' ELSE ' SET INCREMENT BY 1 SET NO MINVALUE SET NO MAXVALUE SET START WITH 1 RESTART SET CACHE 1 SET NO CYCLE' END) END,
         ARRAY[i.id]
    FROM own_sequence AS s JOIN attribute AS a ON a.attrelid = s.attrelid AND a.attnum = s.attnum JOIN class AS c ON c.oid = a.attrelid
    JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = c.oid
   WHERE s.is_identity AND (NOT s.is_usual OR a.is_another OR a.attidentity = 'a' AND c.is_table)
  UNION ALL
  SELECT i.id || CASE WHEN partition_of IS NULL THEN '' ELSE ' partition ' || c.relname END || ' settings', 'setting', c.relname || '_settings', c.space, string_agg(s.put, E'\n' ORDER BY rank, s.put COLLATE "C"),
         string_agg(s.undo, E'\n' ORDER BY rank, s.put COLLATE "C"), ARRAY[i.id]
    FROM class AS c JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = coalesce(c.partition_of, c.oid)
    JOIN (SELECT b.oid, 0, format('ALTER TABLE %s ALTER COLUMN %I %s;', sql, a.attname, coalesce('SET DEFAULT ' || a.expression, 'DROP DEFAULT')),
                 format('ALTER TABLE %s ALTER COLUMN %I %s;', sql, a.attname, coalesce('SET DEFAULT ' || q.expression, 'DROP DEFAULT'))
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid JOIN attribute AS q ON q.attrelid = b.partition_of AND q.attname = a.attname
           WHERE a.expression IS DISTINCT FROM q.expression AND a.attgenerated = ''
          UNION ALL
          SELECT b.oid, 1, format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL;', sql, a.attname), format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL;', sql, a.attname)
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid JOIN attribute AS q ON q.attrelid = b.partition_of AND q.attname = a.attname
           WHERE a.attnotnull AND NOT q.attnotnull
             AND NOT EXISTS (SELECT FROM constrained AS o WHERE o.conrelid = b.oid AND o.contype = 'p' AND o.conparentid = 0 AND a.attnum = ANY (o.conkey))
          UNION ALL
          SELECT b.oid, 11, format('COMMENT ON TABLE %s IS %L;', sql, description), format('COMMENT ON TABLE %s IS NULL;', sql)
            FROM class AS b JOIN pg_description AS d ON d.classoid = 'pg_class'::regclass AND d.objoid = b.oid AND d.objsubid = 0 WHERE b.partition_of IS NOT NULL
          UNION ALL
          SELECT b.oid, 12, format('COMMENT ON COLUMN %s.%I IS %L;', sql, attname, a.comment), format('COMMENT ON COLUMN %s.%I IS NULL;', sql, attname)
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid WHERE b.partition_of IS NOT NULL AND a.comment IS NOT NULL
          UNION ALL
          SELECT b.oid, 2, format('ALTER TABLE %s SET (%s);', sql, o.put), format('ALTER TABLE %s RESET (%s);', sql, o.forget)
            FROM class AS b JOIN options AS o ON o.oid = b.oid WHERE relispartition
          UNION ALL
          SELECT oid, 3, format('ALTER TABLE %s REPLICA IDENTITY %s;', sql,
                                CASE relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING'
                                     ELSE coalesce((SELECT format('USING INDEX %I', x.relname) FROM indexed AS x WHERE x.indrelid = b.oid AND x.indisreplident), 'NOTHING') END),
                 format('ALTER TABLE %s REPLICA IDENTITY DEFAULT;', sql)
            FROM class AS b WHERE relkind IN ('r', 'p') AND relreplident <> 'd'
          UNION ALL
          SELECT indrelid, 4, format('ALTER TABLE %s CLUSTER ON %I;', table_sql, relname), format('ALTER TABLE %s SET WITHOUT CLUSTER;', table_sql)
            FROM indexed WHERE indisclustered
          UNION ALL
          SELECT indrelid, 5, format('ALTER INDEX %s SET (%s);', sql, p.put), format('ALTER INDEX %s RESET (%s);', sql, p.forget)
            FROM ranked AS x JOIN options AS p ON p.oid = x.indexrelid WHERE x.constraint_oid IS NOT NULL AND NOT x.is_part
          UNION ALL
          SELECT b.oid, 6, format('ALTER TABLE %s ALTER COLUMN %I SET STORAGE %s;', sql, attname, CASE attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END),
                 format('ALTER TABLE %s ALTER COLUMN %I SET STORAGE %s;', sql, attname, CASE typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END)
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid WHERE b.relkind IN ('r', 'p', 'm') AND attstorage <> typstorage AND NOT relispartition
          UNION ALL
          SELECT b.oid, 7, format('ALTER TABLE %s ALTER COLUMN %I SET COMPRESSION %s;', sql, attname, CASE compression WHEN 'l' THEN 'lz4' ELSE 'pglz' END),
                 format('ALTER TABLE %s ALTER COLUMN %I SET COMPRESSION default;', sql, attname)
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid WHERE compression IS NOT NULL
          UNION ALL
          SELECT b.oid, 8, format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s;', sql, attname, attstattarget),
                 format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS -1;', sql, attname)
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid WHERE attstattarget >= 0 AND b.relkind IN ('r', 'p', 'f', 'm')
          UNION ALL
          SELECT b.oid, 8, format('ALTER TABLE %s ALTER COLUMN %I SET (%s);', sql, attname, string_agg(option_name || ' = ' || option_value, ', ')),
                 format('ALTER TABLE %s ALTER COLUMN %I RESET (%s);', sql, attname, string_agg(option_name, ', '))
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid, pg_options_to_table(attoptions)
           WHERE option_name ~ '^n_distinct' AND b.relkind IN ('r', 'p', 'f', 'm') GROUP BY b.oid, sql, attname
          UNION ALL
          SELECT x.indrelid, 8, format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s;', sql, attnum, attstattarget),
                 format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS -1;', sql, attnum)
            FROM ranked AS x JOIN (SELECT attrelid, attnum, coalesce(attstattarget, -1) AS attstattarget FROM pg_attribute) AS a ON attrelid = indexrelid
           WHERE attstattarget >= 0 AND NOT is_part AND (is_modelled OR NOT is_table)
          UNION ALL
          SELECT oid, 9, format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY;', sql), format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY;', sql) FROM class WHERE relrowsecurity
          UNION ALL
          SELECT oid, 10, format('ALTER TABLE %s FORCE ROW LEVEL SECURITY;', sql), format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY;', sql) FROM class WHERE relforcerowsecurity
         ) AS s (oid, rank, put, undo) ON s.oid = c.oid
   GROUP BY i.id, c.relname, c.space, c.partition_of
  UNION ALL
  SELECT i.id || ' comments', 'comment', g.relname || '_comments', g.space, string_agg(g.up, E'\n' ORDER BY g.up COLLATE "C"), string_agg(g.down, E'\n' ORDER BY g.up COLLATE "C"), ARRAY[i.id]
    FROM (SELECT o.conrelid AS oid, o.relname, o.space,
                 format('COMMENT ON CONSTRAINT %I ON %s IS %L;', conname, table_sql, description) AS up,
                 format('COMMENT ON CONSTRAINT %I ON %s IS NULL;', conname, table_sql) AS down
            FROM constrained AS o JOIN pg_description AS d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = o.oid
           WHERE o.is_modelled OR NOT o.is_table AND contype <> 'f'
          UNION ALL
          SELECT t.oid, t.typname, coalesce(w.space, t.space), format('COMMENT ON CONSTRAINT %I ON DOMAIN %s IS %L;', conname, t.oid::regtype, description),
                 format('COMMENT ON CONSTRAINT %I ON DOMAIN %s IS NULL;', conname, t.oid::regtype)
            FROM pg_constraint JOIN pg_description AS d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = pg_constraint.oid
            JOIN own_type AS t ON t.oid = contypid LEFT JOIN own_domain AS w ON w.oid = t.oid
          UNION ALL
          SELECT c.oid, c.relname, c.space, format('COMMENT ON INDEX %s IS %L;', x.sql, description), format('COMMENT ON INDEX %s IS NULL;', x.sql)
            FROM ranked AS x JOIN class AS c ON c.oid = x.indrelid JOIN pg_description AS d ON d.classoid = 'pg_class'::regclass AND d.objoid = x.indexrelid
           WHERE x.is_modelled OR NOT x.is_table OR x.constraint_oid IN (SELECT o.oid FROM constrained AS o WHERE o.is_modelled)) AS g
    JOIN identified AS i ON i.classid IN ('pg_class'::regclass, 'pg_type'::regclass) AND i.objid = g.oid
   GROUP BY i.id, g.relname, g.space
  UNION ALL
  SELECT 'comment ' || quote_ident(nspname), 'comment', nspname || '_comments', NULL,
         format('COMMENT ON SCHEMA %I IS %L;', nspname, description), format('COMMENT ON SCHEMA %I IS NULL;', nspname), ARRAY[min(i.id)]
    FROM space AS n JOIN pg_description AS d ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid JOIN identified AS i ON i.space = nspname
   WHERE NOT EXISTS (SELECT FROM made AS m WHERE m.kind = 'schema' AND m.name = nspname) GROUP BY nspname, description
  UNION ALL
  SELECT 'comment public', 'comment', 'public_comments', NULL,
         format('COMMENT ON SCHEMA public IS %L;', description), 'COMMENT ON SCHEMA public IS ''standard public schema'';', '{}'
    FROM pg_description WHERE classoid = 'pg_namespace'::regclass AND objoid = to_regnamespace('public') AND description <> 'standard public schema'
  UNION ALL
  SELECT format('grants %s %s', word, sql), 'grants', g.name || '_grants', g.space,
         string_agg(put, E'\n' ORDER BY is_revoked DESC, grantee COLLATE "C", is_grantable), string_agg(undo, E'\n' ORDER BY is_revoked, grantee COLLATE "C", is_grantable),
         ARRAY(SELECT DISTINCT p.id FROM part AS p WHERE p.classid = g.classid AND p.objid = g.objid)
    FROM (SELECT classid, objid, name, space, word, sql, grantee, is_grantable, is_revoked,
                 format(CASE WHEN is_revoked THEN 'REVOKE %1$s ON %2$s %3$s FROM %4$s;' ELSE 'GRANT %1$s ON %2$s %3$s TO %4$s%5$s;' END, privileges, word, sql, grantee,
                        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS put,
                 format(CASE WHEN is_revoked THEN 'GRANT %1$s ON %2$s %3$s TO %4$s%5$s;' ELSE 'REVOKE %1$s ON %2$s %3$s FROM %4$s;' END, privileges, word, sql, grantee,
                        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS undo
            FROM (SELECT classid, objid, name, space, word, sql, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END AS grantee, is_grantable, is_revoked,
                         string_agg(privilege_type || behind, ', ' ORDER BY privilege_type COLLATE "C", behind COLLATE "C") AS privileges
                    FROM (SELECT classid, objid, name, space, word, sql, behind, x.grantee, x.privilege_type, x.is_grantable, false AS is_revoked
                            FROM acl, aclexplode(acl) AS x
                           WHERE x.grantee <> owner AND NOT EXISTS (SELECT FROM aclexplode(usual) AS u WHERE (u.grantee, u.privilege_type, u.is_grantable) = (x.grantee, x.privilege_type, x.is_grantable))
                          UNION ALL
                          SELECT classid, objid, name, space, word, sql, behind, u.grantee, u.privilege_type, u.is_grantable, true
                            FROM acl, aclexplode(usual) AS u
                           WHERE u.grantee <> owner AND NOT EXISTS (SELECT FROM aclexplode(acl) AS x WHERE (u.grantee, u.privilege_type, u.is_grantable) = (x.grantee, x.privilege_type, x.is_grantable))) AS one
                   GROUP BY classid, objid, name, space, word, sql, grantee, is_grantable, is_revoked) AS each_one) AS g
   GROUP BY classid, objid, name, space, word, sql
), object AS MATERIALIZED (
  SELECT i.id, kind, name, space, up, down, coalesce(n.needs, ARRAY[]::text[]) AS needs, objid
    FROM identified AS i LEFT JOIN (SELECT id, array_agg(need ORDER BY need COLLATE "C") AS needs FROM need GROUP BY id) AS n ON n.id = i.id
   WHERE up IS NOT NULL
  UNION ALL
  SELECT id, kind, name, space, up, down, needs, NULL FROM behind
), rest (what, name) AS (
  SELECT 'a base type', sql FROM own_type AS t WHERE typtype = 'b'
  UNION ALL
  SELECT 'a range type with a canonical function', sql FROM own_type JOIN pg_range ON rngtypid = oid WHERE typtype = 'r' AND rngcanonical <> 0
  UNION ALL
  SELECT 'an index that is not valid', sql FROM ranked WHERE NOT indisvalid AND is_table
  UNION ALL
  SELECT 'the tablespace of', sql FROM class WHERE reltablespace <> 0
  UNION ALL
  SELECT 'the tablespace of', sql FROM ranked WHERE reltablespace <> 0
  UNION ALL
  SELECT 'the access method of', sql FROM class AS c JOIN pg_am AS a ON a.oid = relam WHERE amname <> 'heap'
  UNION ALL
  SELECT 'a publication', quote_ident(pubname) FROM pg_publication
  UNION ALL
  SELECT 'a subscription', quote_ident(subname) FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  UNION ALL
  SELECT 'a user mapping', format('%s for %s', quote_ident(srvname), coalesce(usename, 'public')) FROM pg_user_mappings
  UNION ALL
  SELECT 'an operator class', prefix || quote_ident(opcname) FROM pg_opclass AS x JOIN space ON space.oid = opcnamespace WHERE ('pg_opclass'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'a conversion', prefix || quote_ident(conname) FROM pg_conversion JOIN space ON space.oid = connamespace
  UNION ALL
  SELECT 'an operator family', prefix || quote_ident(opfname) FROM pg_opfamily AS x JOIN space ON space.oid = opfnamespace
   WHERE ('pg_opfamily'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member) AND NOT EXISTS (SELECT FROM pg_opclass WHERE opcfamily = x.oid)
  UNION ALL
  SELECT 'a text search template', prefix || quote_ident(tmplname) FROM pg_ts_template AS x JOIN space ON space.oid = tmplnamespace WHERE ('pg_ts_template'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'a text search parser', prefix || quote_ident(prsname) FROM pg_ts_parser AS x JOIN space ON space.oid = prsnamespace WHERE ('pg_ts_parser'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'a transform', format('for %s language %s', trftype::regtype, lanname) FROM pg_transform AS x JOIN pg_language AS l ON l.oid = trflang WHERE ('pg_transform'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'a language', quote_ident(lanname) FROM pg_language AS x WHERE oid >= 16384 AND ('pg_language'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'default privileges of', defaclrole::regrole::text FROM pg_default_acl
), the_columns AS MATERIALIZED (
  SELECT attrelid AS oid, jsonb_agg(jsonb_build_object(
           'name', attname, 'type', coalesce(enum_name || enum_array, type), 'type_space', enum_space,
           'default', CASE WHEN attgenerated = '' AND NOT is_serial THEN expression END,
           'generated', CASE WHEN attgenerated <> '' THEN expression END, 'virtual', CASE attgenerated WHEN 'v' THEN true END,
           'collation', a.collation, 'comment', comment, 'nullable', NOT attnotnull,
           'identity', CASE WHEN NOT is_another THEN CASE attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'default' END END,
           'touched', CASE WHEN (attrelid, attnum) IN (SELECT t.attrelid, t.attnum FROM touched AS t) THEN true END,
           'serial', CASE WHEN is_serial THEN true END,
           'not_serial', CASE WHEN is_next AND NOT is_serial AND attgenerated = '' THEN coalesce(not_serial, 'second') END,
           'sequence', CASE WHEN is_serial AND q.relname <> format('%s_%s_seq', r.relname, attname) THEN q.relname END) ORDER BY attnum) AS value
    FROM attribute AS a JOIN class AS r ON r.oid = attrelid LEFT JOIN class AS q ON q.oid = a.seqrelid WHERE a.is_table GROUP BY attrelid
), included AS MATERIALIZED ( -- of every index: what it holds besides its keys
  SELECT x.indexrelid, x.nulls_not_distinct,
         (SELECT jsonb_agg((SELECT attname FROM pg_attribute AS a WHERE a.attrelid = x.indrelid AND a.attnum = indkey[n]) ORDER BY n)
            FROM generate_series(indnkeyatts, indnatts - 1) AS n) AS included
    FROM indexed AS x
), the_keys AS MATERIALIZED (
  SELECT o.conrelid AS oid, o.contype,
         jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
           'name', conname, 'columns', CASE WHEN contype <> 'c' THEN names END, 'condition', condition,
           'target_space', t.space, 'target', t.relname,
           'referenced', CASE WHEN contype = 'f' AND (confrelid, confkey) NOT IN (SELECT p.conrelid, p.conkey FROM listed AS p WHERE p.contype = 'p')
                              THEN (SELECT jsonb_agg((SELECT attname FROM pg_attribute AS a WHERE a.attrelid = confrelid AND a.attnum = u.attnum) ORDER BY n)
                                      FROM unnest(confkey) WITH ORDINALITY AS u (attnum, n)) END,
           'on_delete', CASE contype WHEN 'f' THEN confdeltype END, 'on_update', CASE contype WHEN 'f' THEN confupdtype END,
           'deferrable', CASE WHEN condeferrable THEN true END, 'deferred', CASE WHEN condeferred THEN true END,
           'not_valid', CASE WHEN NOT convalidated THEN true END, 'match_full', CASE WHEN contype = 'f' AND confmatchtype = 'f' THEN true END,
           'nulls_not_distinct', CASE WHEN x.nulls_not_distinct AND contype = 'u' THEN true END,
           'include', CASE WHEN contype IN ('p', 'u') THEN x.included END))
           ORDER BY conname COLLATE "C") AS value
    FROM listed AS o LEFT JOIN class AS t ON t.oid = o.confrelid
    LEFT JOIN included AS x ON x.indexrelid = o.conindid GROUP BY o.conrelid, o.contype
), the_indexes AS MATERIALIZED (
  SELECT x.indrelid AS oid,
         jsonb_agg(jsonb_build_object(
           'name', x.relname, 'unique', indisunique, 'method', CASE WHEN o.oid IS NOT NULL OR amname <> 'btree' THEN amname END, 'where', x.condition,
           'deferrable', CASE WHEN o.condeferrable THEN true END, 'deferred', CASE WHEN o.condeferred THEN true END,
           'keys', (SELECT jsonb_agg(jsonb_build_object(
                             'column', (SELECT attname FROM pg_attribute AS a WHERE a.attrelid = x.indrelid AND a.attnum = indkey[n]),
                             'opclass', (SELECT opcname FROM pg_opclass WHERE oid = indclass[n] AND NOT opcdefault),
                             'collation', (SELECT collname FROM pg_attribute AS a JOIN pg_collation AS l ON l.oid = indcollation[n]
                                            WHERE a.attrelid = x.indrelid AND a.attnum = indkey[n] AND a.attcollation <> indcollation[n]),
                             'expression', CASE indkey[n] WHEN 0 THEN pg_get_indexdef(x.indexrelid, n + 1, false) END,
                             'operator', (SELECT oprname FROM pg_operator AS p WHERE p.oid = o.conexclop[n + 1]),
                             'descending', CASE WHEN indoption[n] & 1 = 1 THEN true END,
                             'nulls', CASE indoption[n] & 3 WHEN 1 THEN 'last' WHEN 2 THEN 'first' END) ORDER BY n)
                      FROM generate_series(0, indnkeyatts - 1) AS n),
           'include', i.included, 'with', CASE WHEN o.oid IS NULL THEN p.words END, 'nulls_not_distinct', CASE WHEN x.nulls_not_distinct AND indisunique THEN true END) ORDER BY x.relname COLLATE "C") AS value
    FROM ranked AS x JOIN included AS i ON i.indexrelid = x.indexrelid LEFT JOIN options AS p ON p.oid = x.indexrelid
    LEFT JOIN constrained AS o ON o.oid = x.constraint_oid AND o.contype = 'x' WHERE x.is_modelled OR o.is_modelled GROUP BY x.indrelid
), the_needs AS MATERIALIZED (
  SELECT n.id, jsonb_agg(n.need ORDER BY n.need COLLATE "C") AS value FROM need AS n JOIN object AS o ON o.id = n.need GROUP BY n.id
), document (tables) AS (
  SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
           'id', i.id, 'space', c.space, 'name', relname, 'comment', obj_description(c.oid, 'pg_class'),
           'columns', coalesce(a.value, '[]'), 'primary_key', p.value -> 0, 'uniques', u.value, 'foreign_keys', f.value, 'checks', k.value,
           'indexes', x.value, 'needs', n.value,
           'partitioning', (SELECT jsonb_build_object(
               'method', t.method,
               'keys', (SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                                 'column', (SELECT attname FROM pg_attribute AS l WHERE l.attrelid = t.partrelid AND l.attnum = partattrs[n]),
                                 'expression', CASE partattrs[n] WHEN 0 THEN pg_get_expr(partexprs, partrelid) END,
                                 'opclass', (SELECT opcname FROM pg_opclass WHERE oid = partclass[n] AND NOT opcdefault),
                                 'collation', (SELECT collname FROM pg_attribute AS l JOIN pg_collation AS m ON m.oid = partcollation[n]
                                                WHERE l.attrelid = t.partrelid AND l.attnum = partattrs[n] AND l.attcollation <> partcollation[n]))) ORDER BY n)
                          FROM generate_series(0, partnatts - 1) AS n),
               'items', (SELECT jsonb_agg(jsonb_build_object('name', b.relname, 'bounds', b.bound) ORDER BY b.bound = 'DEFAULT', b.relname COLLATE "C")
                           FROM parting AS b WHERE b.inhparent = t.partrelid)) FROM partitioned AS t WHERE t.partrelid = c.oid),
           'with', nullif(coalesce(w.words, '[]') || CASE relpersistence WHEN 'u' THEN '[{"name": "unlogged"}]'::jsonb ELSE '[]' END, '[]')))
         ORDER BY c.space COLLATE "C" NULLS FIRST, relname COLLATE "C"), '[]')
    FROM class AS c JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = c.oid
    LEFT JOIN the_columns AS a ON a.oid = c.oid
    LEFT JOIN the_keys AS p ON p.oid = c.oid AND p.contype = 'p' LEFT JOIN the_keys AS u ON u.oid = c.oid AND u.contype = 'u'
    LEFT JOIN the_keys AS f ON f.oid = c.oid AND f.contype = 'f' LEFT JOIN the_keys AS k ON k.oid = c.oid AND k.contype = 'c'
    LEFT JOIN options AS w ON w.oid = c.oid
    LEFT JOIN the_indexes AS x ON x.oid = c.oid LEFT JOIN the_needs AS n ON n.id = i.id
   WHERE is_table
)
SELECT jsonb_build_object(
         'migc', 'catalog', 'format', 1, 'target', 'postgres',
         'extensions', (SELECT coalesce(jsonb_agg(extname ORDER BY extname COLLATE "C"), '[]') FROM pg_extension AS e
                          WHERE extname <> 'plpgsql' AND NOT EXISTS (SELECT FROM made AS m WHERE m.kind = 'extension' AND m.objid = e.oid)),
         'enums', (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                            'id', i.id, 'space', e.space, 'name', typname, 'comment', obj_description(e.oid, 'pg_type'),
                            'values', (SELECT coalesce(jsonb_agg(enumlabel ORDER BY enumsortorder), '[]') FROM pg_enum WHERE enumtypid = e.oid)))
                          ORDER BY e.space COLLATE "C" NULLS FIRST, typname COLLATE "C"), '[]')
                     FROM enumeration AS e JOIN identified AS i ON i.classid = 'pg_type'::regclass AND i.objid = e.oid),
         'tables', tables || (
           SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                    'id', i.id, 'domain', true, 'space', w.space, 'name', w.typname, 'comment', obj_description(w.oid, 'pg_type'), 'needs', n.value,
                    'columns', jsonb_build_array(jsonb_build_object(
                      'name', 'value', 'nullable', NOT w.typnotnull, 'default', w.typdefault,
                      'type', coalesce(e.typname, b.typname, format_type(w.typbasetype, w.typtypmod)) || CASE WHEN coalesce(e.oid, b.oid) <> w.typbasetype THEN '[]' ELSE '' END,
                      'type_space', coalesce(e.space, b.space),
                      'collation', (SELECT collname FROM pg_collation AS k JOIN pg_type AS t ON t.oid = w.typbasetype WHERE k.oid = w.typcollation AND k.oid <> t.typcollation))),
                    'checks', (SELECT jsonb_agg(jsonb_build_object('name', conname, 'condition', pg_get_expr(conbin, 0)) ORDER BY conname COLLATE "C")
                                 FROM pg_constraint AS o WHERE o.contypid = w.oid AND contype = 'c')))
                  ORDER BY w.space COLLATE "C" NULLS FIRST, w.typname COLLATE "C"), '[]')
             FROM own_domain AS w JOIN identified AS i ON i.classid = 'pg_type'::regclass AND i.objid = w.oid LEFT JOIN the_needs AS n ON n.id = i.id
             LEFT JOIN enumeration AS e ON w.typbasetype IN (e.oid, e.typarray) LEFT JOIN own_domain AS b ON w.typbasetype IN (b.oid, b.typarray)),
         'objects', (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                              'id', id, 'kind', kind, 'space', space, 'name', name, 'up', up, 'down', down, 'needs', to_jsonb(needs),
                              'sequence', CASE kind WHEN 'sequence' THEN
                                (SELECT jsonb_build_object('type', s.seqtypid::regtype, 'start', s.seqstart::text, 'increment', s.seqincrement::text,
                                                           'least', s.seqmin::text, 'most', s.seqmax::text, 'cache', s.seqcache::text, 'cycles', s.seqcycle,
                                                           'comment', obj_description(s.oid, 'pg_class'), 'owner_space', c.space, 'owner', c.relname,
                                                           'owner_column', (SELECT attname FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum = s.attnum))
                                   FROM sequence AS s LEFT JOIN class AS c ON c.oid = s.attrelid AND c.is_table
                                  WHERE s.oid = objid AND s.is_declared) END)) ORDER BY id COLLATE "C"), '[]') FROM object),
         'rest', (SELECT coalesce(jsonb_agg(jsonb_build_object('what', what, 'name', name) ORDER BY what, name COLLATE "C"), '[]') FROM rest))
  FROM document;
COMMIT;
