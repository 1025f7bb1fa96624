identified AS MATERIALIZED (
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
  SELECT 'pg_type'::regclass, o.oid, i.id FROM identified AS i JOIN multirange AS r ON r.rngtypid = i.objid JOIN pg_type AS t ON t.oid = r.oid,
         LATERAL (VALUES (t.oid), (t.typarray)) AS o (oid)
   WHERE i.classid = 'pg_type'::regclass
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
  SELECT o.classid, o.objid, i.id FROM held AS h JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = h.root,
         LATERAL (VALUES ('pg_constraint'::regclass::oid, h.oid), ('pg_class'::regclass, h.conindid)) AS o (classid, objid)
  UNION ALL -- the tables and namespaces of publications
  SELECT d.classid, d.objid, i.id FROM identified AS i JOIN pg_depend AS d
      ON d.refclassid = 'pg_publication'::regclass AND d.refobjid = i.objid WHERE i.classid = 'pg_publication'::regclass
  UNION ALL
  SELECT 'pg_class'::regclass, s.seqrelid, i.id FROM own_sequence AS s JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = s.attrelid
   WHERE s.seqrelid NOT IN (SELECT oid FROM sequence)
), known_need AS MATERIALIZED (
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
  UNION -- and a publication of all tables of a namespace, which comes with its first
  SELECT a.id, min(i.id)
    FROM part AS a JOIN pg_depend AS d ON d.classid = a.classid AND d.objid = a.objid AND d.refclassid = 'pg_namespace'::regclass
    JOIN space AS n ON n.oid = d.refobjid JOIN identified AS i ON i.space = nspname
   WHERE a.id LIKE 'publication %' AND NOT EXISTS (SELECT FROM made AS m WHERE m.kind = 'schema' AND m.objid = n.oid) GROUP BY a.id, nspname
  UNION -- a table whose own sequence must not take the name of one of the schema's
  SELECT i.id, s.id
    FROM own_sequence AS o JOIN class AS c ON c.oid = o.attrelid JOIN attribute AS a ON a.attrelid = o.attrelid AND a.attnum = o.attnum
    JOIN sequence AS q ON q.relnamespace = c.relnamespace AND q.relname = format('%s_%s_seq', c.relname, a.attname)
    JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = c.oid
    JOIN identified AS s ON s.classid = 'pg_class'::regclass AND s.objid = q.oid
   WHERE o.is_identity AND c.is_table
), said_call AS MATERIALIZED ( -- routines that the text of another one names
  SELECT DISTINCT i.id, t.id AS need
    FROM routine AS r JOIN identified AS i ON i.classid = 'pg_proc'::regclass AND i.objid = r.oid,
         LATERAL regexp_matches(lower(r.prosrc), '([a-z_][a-z0-9_]*)\s*[(]', 'g') AS w
    JOIN routine AS c ON c.proname = w[1] JOIN identified AS t ON t.classid = 'pg_proc'::regclass AND t.objid = c.oid
   WHERE r.has_text AND c.oid <> r.oid
), made_call AS MATERIALIZED ( -- those of them that are made when tables are, as by the expression of an index
  SELECT id, need
    FROM (WITH RECURSIVE call (id, need) AS (
            SELECT s.id, s.need FROM said_call AS s WHERE EXISTS (
              SELECT FROM known_need AS n JOIN identified AS u ON u.id = n.id
               WHERE n.need = s.id AND u.kind NOT IN ('view', 'trigger', 'policy', 'rule', 'function', 'procedure'))
             UNION
            SELECT s.id, s.need FROM call AS c JOIN said_call AS s ON s.id = c.need)
          SELECT * FROM call) AS c
), named_need AS MATERIALIZED (
  SELECT id, need FROM known_need
  UNION -- but for what leads back
  SELECT c.id, c.need FROM made_call AS c WHERE NOT EXISTS (
    WITH RECURSIVE behind (id) AS (
      SELECT c.need
       UNION
      SELECT a.need FROM behind AS b JOIN (SELECT * FROM known_need UNION ALL SELECT * FROM made_call) AS a ON a.id = b.id)
    SELECT FROM behind WHERE behind.id = c.id)
), need AS MATERIALIZED (
  SELECT id, need FROM named_need
  UNION -- of an expression that casts by a function the server knows that, and not the cast
  SELECT n.id, i.id
    FROM pg_cast AS x JOIN identified AS i ON i.classid = 'pg_cast'::regclass AND i.objid = x.oid
    JOIN identified AS f ON f.classid = 'pg_proc'::regclass AND f.objid = x.castfunc JOIN named_need AS n ON n.need = f.id
   WHERE n.id <> i.id AND NOT EXISTS (SELECT FROM named_need AS m WHERE m.id = i.id AND m.need = n.id)
  UNION -- tables and views that the text of a function names, unless something that must be there before them uses it
  SELECT i.id, t.id
    FROM routine AS r JOIN identified AS i ON i.classid = 'pg_proc'::regclass AND i.objid = r.oid,
         LATERAL (SELECT DISTINCT regexp_split_to_table(lower(r.prosrc), '[^a-z0-9_]+') AS word) AS w
    JOIN identified AS t ON t.name = w.word AND t.kind IN ('table', 'view', 'materialized view')
   WHERE r.has_text
     AND NOT EXISTS (SELECT FROM named_need AS n JOIN identified AS u ON u.id = n.id
                      WHERE n.need = i.id AND u.kind NOT IN ('trigger', 'policy', 'rule'))
     AND NOT EXISTS (SELECT FROM named_need AS n WHERE n.id = t.id AND n.need = i.id)
),
