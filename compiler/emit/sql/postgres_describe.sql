
-- A constant that a query does not name is called like its type once it was printed and read: without that name.
CREATE OR REPLACE FUNCTION pg_temp.migc_unnamed(migc_sql text)
RETURNS text LANGUAGE sql AS $migc$
  SELECT regexp_replace(regexp_replace(migc_sql,
           '(''|\mNULL)(::(?:(?:\w+|"[^"]+")\.)?"?(\w+)"?(?:\([0-9,]+\))?(?:\[\])?) AS "?\3\M"?', '\1\2', 'g'),
           '(''|\mNULL)(::(?:bigint|bit varying|boolean|character|character varying|double precision|integer|real|smallint|time|timestamp)(?:\([0-9,]+\))?'
           '(?: with(?:out)? time zone)?(?:\[\])?) AS "?(?:int8|varbit|bool|bpchar|varchar|float8|int4|float4|int2|timetz|time|timestamptz|timestamp)\M"?', '\1\2', 'g')
$migc$;

-- Objects as lines of text, as PostgreSQL itself describes them: one line per table, column,
-- constraint, index, trigger, policy, rule, function, enum, domain, type, sequence and comment. The first schema's names stand bare.
CREATE OR REPLACE FUNCTION pg_temp.migc_describe(migc_schemas text[], migc_names text[])
RETURNS TABLE (object text, line text) LANGUAGE plpgsql SET search_path = public SET jit = off AS $migc$
#variable_conflict use_column
BEGIN
  PERFORM set_config('search_path', quote_ident(migc_schemas[1]) || ', public, pg_temp', true);
  RETURN QUERY WITH
  thing AS MATERIALIZED (
    SELECT class, id, object, kind
      FROM (SELECT 'pg_class'::regclass, oid, relnamespace, relname::text, relkind::text FROM pg_class
             WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
            UNION ALL
            SELECT 'pg_type'::regclass, oid, typnamespace, typname::text, CASE typtype WHEN 'r' THEN 'range' ELSE typtype::text END
              FROM pg_type WHERE typtype IN ('e', 'd', 'r')
            UNION ALL
            SELECT 'pg_proc'::regclass, oid, pronamespace, format('%s(%s)', proname,
                   pg_get_function_identity_arguments(oid)), '()' FROM pg_proc
             WHERE prokind IN ('f', 'p') AND pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname = ANY (migc_schemas))
           ) AS t (class, id, namespace, name, kind)
      JOIN pg_namespace AS n ON n.oid = namespace AND nspname = ANY (migc_schemas),
   LATERAL replace(concat(nullif(nspname, migc_schemas[1]) || '.', name), 'migc_found_', '') AS object
     WHERE (migc_names IS NULL OR object IN (SELECT unnest(migc_names))) AND object <> 'migc_history'
       AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = class AND objid = id
                                               AND (deptype = 'e' OR kind IN ('S', '()') AND deptype = 'i')))
  SELECT object, CASE kind
         WHEN 'v' THEN format('view %s%s as %s', object, options, pg_get_viewdef(id, true))
         WHEN 'm' THEN format('materialized view %s%s as %s', object, options, pg_get_viewdef(id, true))
         WHEN 'f' THEN (SELECT concat('foreign table ', object, heritage, ' server ', srvname, ' options ' || ftoptions::text)
                          FROM pg_foreign_table JOIN pg_foreign_server AS s ON s.oid = ftserver WHERE ftrelid = id)
         WHEN 'e' THEN format('enum %s (%s)', object, (SELECT string_agg(quote_literal(enumlabel), ', '
                              ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = id))
         WHEN 'd' THEN (SELECT format('domain %s %s%s%s%s', object, format_type(typbasetype, typtypmod),
                               (SELECT ' collate ' || collname FROM pg_collation AS c WHERE c.oid = typcollation
                                   AND typcollation <> (SELECT b.typcollation FROM pg_type AS b WHERE b.oid = t.typbasetype)),
                               CASE WHEN typnotnull THEN ' not null' END, ' default ' || typdefault) FROM pg_type AS t WHERE t.oid = id)
         WHEN 'c' THEN format('type %s (%s)', object, (SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', '
                              ORDER BY attnum) FROM pg_attribute WHERE attrelid = id AND attnum > 0 AND NOT attisdropped))
         WHEN 'range' THEN (SELECT format('type %s range of %s', object, format_type(rngsubtype, NULL)) FROM pg_range WHERE rngtypid = id)
         WHEN 'S' THEN (SELECT format('%s %s %s start %s increment %s from %s to %s cache %s%s',
                               CASE WHEN EXISTS (SELECT FROM pg_depend JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
                                                   JOIN pg_attrdef AS f ON adrelid = attrelid AND adnum = attnum
                                                  WHERE classid = 'pg_class'::regclass AND objid = id AND deptype = 'a' AND seqtypid = atttypid
                                                    AND pg_get_expr(adbin, adrelid) ~ '^nextval\(''.*''::regclass\)$'
                                                    AND EXISTS (SELECT FROM pg_depend AS asked WHERE asked.classid = 'pg_attrdef'::regclass
                                                                   AND asked.objid = f.oid AND asked.refobjid = id))
                                    THEN 'numbers' ELSE 'sequence' END, object,
                               format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax, seqcache,
                               concat(CASE WHEN seqcycle THEN ' cycle' END,
                                      (SELECT format(' owned by %s.%s', refobjid::regclass, attname) FROM pg_depend
                                         JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
                                        WHERE classid = 'pg_class'::regclass AND objid = id AND deptype = 'a'))) FROM pg_sequence WHERE seqrelid = id)
         WHEN '()' THEN format('function %s returns %s, body %s', object, pg_get_function_result(id),
                               md5(regexp_replace(replace(substring(pg_temp.migc_unnamed(pg_get_functiondef(id)), '\(.*'), 'migc_found_', ''), '\s+', ' ', 'g')))
         ELSE (SELECT concat('table ', object, CASE WHEN c.relpersistence = 'u' THEN ' unlogged' END,
                      CASE WHEN c.relispartition THEN ' partition' END, heritage,
                      CASE WHEN kind = 'p' THEN ' partition by ' || pg_get_partkeydef(id) END, options)
                 FROM pg_class AS c WHERE oid = id) END
    FROM thing
    LEFT JOIN LATERAL (SELECT (SELECT ' with ' || string_agg(option, ', ' ORDER BY option COLLATE "C")
                                 FROM unnest(c.reloptions || ARRAY(SELECT 'toast.' || unnest(reloptions) FROM pg_class
                                                                    WHERE oid = c.reltoastrelid)) AS option),
                              concat(' of ' || nullif(reloftype, 0)::regtype,
                                     (SELECT ' inherits ' || string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno)
                                        FROM pg_inherits WHERE inhrelid = id AND NOT c.relispartition))
                         FROM pg_class AS c WHERE c.oid = id AND class = 'pg_class'::regclass) AS o (options, heritage) ON true
  UNION ALL
  SELECT object, format('%s.%s %s%s%s%s%s', object, attname, format_type(atttypid, atttypmod), ' options ' || attfdwoptions::text,
                (SELECT ' collate ' || collname FROM pg_collation WHERE oid = attcollation
                    AND attcollation <> (SELECT typcollation FROM pg_type WHERE oid = atttypid)),
                CASE WHEN attnotnull AND NOT EXISTS ( -- by a constraint that stands by itself
                       SELECT FROM pg_constraint WHERE conrelid = attrelid AND contype = 'n' AND conkey[1] = attnum
                                                   AND (connoinherit OR NOT convalidated)) THEN ' not null' END,
                CASE WHEN attidentity <> '' AND EXISTS (SELECT FROM pg_class AS c WHERE c.oid = attrelid AND c.relispartition) THEN NULL -- its table's
                     WHEN attidentity = 'd' OR attidentity = '' AND EXISTS ( -- a serial column
                       SELECT FROM pg_sequence AS s JOIN pg_depend AS d ON d.objid = seqrelid AND d.refobjid = attrelid
                          AND d.refobjsubid = attnum AND d.deptype = 'a' AND d.classid = 'pg_class'::regclass
                        WHERE pg_get_expr(adbin, adrelid) ~ '^nextval\(''.*''::regclass\)$' AND seqtypid = atttypid
                          AND (seqstart, seqincrement, seqmin, seqcache, seqcycle) = (1, 1, 1, 1, false)
                          AND seqmax = CASE seqtypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647
                                                     ELSE 9223372036854775807 END) THEN ' identity'
                     WHEN attidentity = 'a' THEN ' identity always'
                     WHEN pg_get_expr(adbin, adrelid) ~ '^nextval\(''.*''::regclass\)$' -- a serial column's, of a partition
                          AND EXISTS (SELECT FROM pg_class AS c WHERE c.oid = attrelid AND c.relispartition) THEN NULL
                     WHEN attgenerated <> '' THEN CASE attgenerated WHEN 'v' THEN ' virtual ' ELSE ' generated ' END || pg_get_expr(adbin, adrelid, true)
                     ELSE ' default ' || pg_get_expr(adbin, adrelid, true) END)
    FROM thing JOIN pg_attribute ON attrelid = id AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
   WHERE class = 'pg_class'::regclass AND kind NOT IN ('S', 'c')
  UNION ALL
  SELECT object, format('%s: partition %s %s', object, c.relname, pg_get_expr(c.relpartbound, c.oid))
    FROM thing JOIN pg_inherits ON inhparent = id JOIN pg_class AS c ON c.oid = inhrelid AND c.relispartition
   WHERE class = 'pg_class'::regclass
  UNION ALL -- what a partition has of its table is not said again
  SELECT object, format('%s: constraint %s %s', object, conname, pg_get_constraintdef(oid, true))
    FROM thing JOIN pg_constraint ON (contype IN ('p', 'u', 'f', 'c', 'x') OR contype = 'n' AND (connoinherit OR NOT convalidated))
                                 AND CASE class WHEN 'pg_class'::regclass THEN conrelid ELSE contypid END = id
   WHERE class IN ('pg_class'::regclass, 'pg_type'::regclass) AND conparentid = 0
     AND (conislocal OR NOT EXISTS (SELECT FROM pg_class AS c WHERE c.oid = conrelid AND c.relispartition))
  UNION ALL
  SELECT object, format('%s: %s%s', object,
                CASE WHEN cardinality(i.reloptions) > 1 -- they stand in the order in which they were said
                     THEN regexp_replace(pg_get_indexdef(indexrelid, 0, true), ' WITH \([^)]*\)', '') || ' with ' ||
                          (SELECT string_agg(option, ', ' ORDER BY option COLLATE "C") FROM unnest(i.reloptions) AS option)
                     ELSE pg_get_indexdef(indexrelid, 0, true) END,
                CASE WHEN NOT indisvalid THEN ' (INVALID)' END)
    FROM thing JOIN pg_index ON indrelid = id JOIN pg_class AS i ON i.oid = indexrelid
   WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
     AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = indexrelid)
  UNION ALL
  SELECT object, format('%s: %s%s', object, pg_get_triggerdef(oid, true),
                CASE WHEN tgenabled <> 'O' THEN format(' (tgenabled %s)', tgenabled) END)
    FROM thing JOIN pg_trigger ON tgrelid = id AND NOT tgisinternal AND tgparentid = 0
  UNION ALL
  SELECT object, concat('policy ', polname, ' of ', object, CASE WHEN NOT polpermissive THEN ' restrictive' END, ' for ', polcmd, ' to ',
                        ARRAY(SELECT CASE role WHEN 0 THEN 'public' ELSE role::regrole::text END FROM unnest(polroles) AS role ORDER BY 1),
                        ' using ' || pg_get_expr(polqual, polrelid, true), ' check ' || pg_get_expr(polwithcheck, polrelid, true))
    FROM thing JOIN pg_policy ON polrelid = id
  UNION ALL
  SELECT object, concat('row security of ', object, CASE WHEN relforcerowsecurity THEN ', forced' END)
    FROM thing JOIN pg_class AS c ON c.oid = id WHERE relrowsecurity
  UNION ALL
  SELECT object, format('rule %s of %s: %s%s', rulename, object, pg_get_ruledef(oid, true),
                        CASE WHEN ev_enabled <> 'O' THEN format(' (ev_enabled %s)', ev_enabled) END)
    FROM thing JOIN pg_rewrite ON ev_class = id WHERE rulename <> '_RETURN'
  UNION ALL
  SELECT object, format('comment on %s%s: %L', object, part, regexp_replace(description, '[ \t\r]+(?=\n)|[ \t\r\n]+$', '', 'g'))
    FROM (SELECT object, '.' || attname AS part, class, id, objsubid
            FROM thing JOIN pg_description ON objoid = id AND classoid = class
            LEFT JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid AND objsubid > 0
          UNION ALL
          SELECT object, NULL, 'pg_type'::regclass, reltype, 0 FROM thing JOIN pg_class AS c ON c.oid = id WHERE kind = 'c'
          UNION ALL
          SELECT object, ': constraint ' || conname, 'pg_constraint'::regclass, oid, 0
            FROM thing JOIN pg_constraint ON CASE class WHEN 'pg_class'::regclass THEN conrelid WHEN 'pg_type'::regclass THEN contypid END = id
          UNION ALL
          SELECT object, ': index ' || relname, 'pg_class'::regclass, i.oid, 0
            FROM thing JOIN pg_index ON indrelid = id JOIN pg_class AS i ON i.oid = indexrelid WHERE NOT i.relispartition
          UNION ALL
          SELECT object, ': trigger ' || tgname, 'pg_trigger'::regclass, oid, 0 FROM thing JOIN pg_trigger ON tgrelid = id
          UNION ALL
          SELECT object, ': policy ' || polname, 'pg_policy'::regclass, oid, 0 FROM thing JOIN pg_policy ON polrelid = id
          UNION ALL
          SELECT object, ': rule ' || rulename, 'pg_rewrite'::regclass, oid, 0 FROM thing JOIN pg_rewrite ON ev_class = id
         ) AS part (object, part, class, id, number) JOIN pg_description ON classoid = class AND objoid = id AND objsubid = number
   WHERE description ~ '[^ \t\r\n]';
END
$migc$;

-- A line as it is compared: what is kept of one text may be printed in two ways, with the casts of its
-- constants or without them.
CREATE OR REPLACE FUNCTION pg_temp.migc_bare(migc_line text)
RETURNS text LANGUAGE sql AS $migc$
  SELECT regexp_replace(regexp_replace(replace(pg_temp.migc_unnamed(migc_line), 'migc_found_', ''), '\m(public|migc_expected)\.', '', 'g'),
                        '(''|\]|\mNULL)(::(character varying|bit varying|text|bpchar|"bit")(\[\])?)+', '\1', 'g')
$migc$;

-- What differs between the scratch schema and the real one, null if nothing does.
-- Not the whole: only what is there already, and no comments, policies, rules and types.
CREATE OR REPLACE FUNCTION pg_temp.migc_compare(migc_names text[], migc_namespaces text[], migc_whole boolean,
                                                migc_comments boolean DEFAULT true)
RETURNS text LANGUAGE sql AS $migc$
  WITH expected AS MATERIALIZED (SELECT * FROM pg_temp.migc_describe('{migc_expected}' || migc_namespaces, migc_names)),
       actual   AS MATERIALIZED (SELECT * FROM pg_temp.migc_describe('{public}' ||
                                   ARRAY(SELECT 'migc_found_' || unnest(migc_namespaces)), migc_names)),
       difference (object, line, sign) AS (
         SELECT object, line, min(sign)
           FROM (SELECT object, line, 'missing: ' FROM expected UNION ALL SELECT object, line, 'unexpected: ' FROM actual)
                AS l (object, printed, sign),
        LATERAL pg_temp.migc_bare(printed) AS line
          WHERE object IN (SELECT object FROM actual) OR migc_whole AND line ~ '^(table|enum|domain|type|sequence|function|(materialized )?view|foreign table) '
          GROUP BY object, line HAVING count(*) = 1)
  SELECT string_agg(sign || line, E'\n' ORDER BY object, line)
    FROM difference WHERE migc_whole AND migc_comments OR line !~ '^(comment on|policy|row security of|rule|type) '
$migc$;

-- The lines of stand-ins, which are tables of other parts; of those that the real schema has, without what was lent.
CREATE OR REPLACE FUNCTION pg_temp.migc_made(migc_stand_ins text[], migc_namespaces text[], migc_lent text[] DEFAULT NULL)
RETURNS text[] LANGUAGE sql AS $migc$
  SELECT ARRAY(SELECT pg_temp.migc_bare(line) FROM pg_temp.migc_describe('{migc_expected}' || migc_namespaces, migc_stand_ins)
                WHERE migc_lent IS NULL OR object IN (SELECT object FROM pg_temp.migc_describe('{public}' ||
                                             ARRAY(SELECT 'migc_found_' || unnest(migc_namespaces)), migc_stand_ins))
               EXCEPT SELECT unnest(migc_lent))
$migc$;

-- The drift of some parts and of one more. What the author's SQL of that one makes for tables of the others
-- was not expected there; what it makes is missing if it was not found. Not the whole: it may still come.
CREATE OR REPLACE FUNCTION pg_temp.migc_add(migc_drift text, migc_more text, migc_made text[], migc_whole boolean)
RETURNS text LANGUAGE plpgsql AS $migc$
DECLARE
  migc_line  text;
  migc_left  text;
BEGIN
  migc_drift := E'\n' || coalesce(migc_drift, '') || E'\n';
  FOREACH migc_line IN ARRAY coalesce(migc_made, '{}') LOOP
    migc_left := replace(migc_drift, E'\nunexpected: ' || migc_line || E'\n', E'\n');
    migc_more := CASE WHEN migc_left = migc_drift AND migc_whole
                      THEN concat_ws(E'\n', migc_more, 'missing: ' || migc_line) ELSE migc_more END;
    migc_drift := migc_left;
  END LOOP;
  RETURN concat_ws(E'\n', nullif(trim(E'\n' FROM migc_drift), ''), nullif(migc_more, ''));
END
$migc$;

-- Pass 1 works in an empty scratch schema, namespaces are set aside; pass 2 works on the real ones.
CREATE OR REPLACE FUNCTION pg_temp.migc_begin(migc_pass integer, migc_namespaces text[])
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_name       text;
  migc_extension  text;
BEGIN
  FOREACH migc_name IN ARRAY migc_namespaces LOOP
    IF migc_pass = 2 THEN
      EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', migc_name);
    ELSIF to_regnamespace(quote_ident(migc_name)) IS NULL THEN
      EXECUTE format('CREATE SCHEMA %I; CREATE SCHEMA %I', migc_name, 'migc_found_' || migc_name);
    ELSE
      EXECUTE format('ALTER SCHEMA %1$I RENAME TO %2$I; CREATE SCHEMA %1$I', migc_name, 'migc_found_' || migc_name);
      FOR migc_extension IN SELECT extname FROM pg_extension WHERE extnamespace = to_regnamespace(quote_ident('migc_found_' || migc_name)) AND extrelocatable LOOP
        EXECUTE format('ALTER EXTENSION %I SET SCHEMA %I', migc_extension, migc_name);
      END LOOP;
    END IF;
  END LOOP;
  IF migc_pass = 1 THEN
    CREATE SCHEMA migc_expected;
    SET LOCAL search_path = migc_expected, public, pg_temp;
  END IF;
END
$migc$;
