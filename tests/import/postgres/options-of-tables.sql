-- What tables and indexes say besides: storage parameters, UNLOGGED, operator classes, collations.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE plain (id bigint PRIMARY KEY, name text NOT NULL, code varchar(20) NOT NULL COLLATE "C", tags jsonb NOT NULL) WITH (fillfactor = 70, autovacuum_enabled = off,
  autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_enabled = false, toast.log_autovacuum_min_duration = -1);
CREATE UNLOGGED TABLE cache (id bigint PRIMARY KEY WITH (fillfactor = 60), at timestamptz NOT NULL UNIQUE WITH (fillfactor = 55)) WITH (parallel_workers = 2);
CREATE UNLOGGED TABLE cache_parts (id bigint PRIMARY KEY, cache bigint NOT NULL REFERENCES cache);
CREATE INDEX plain_pattern ON plain (name text_pattern_ops) WITH (fillfactor = 90, deduplicate_items = off);
CREATE INDEX plain_pattern_too ON plain (name text_pattern_ops) WITH (fillfactor = 80);
CREATE INDEX plain_c ON plain (name COLLATE "C" DESC, code COLLATE "POSIX" text_pattern_ops NULLS FIRST);
CREATE INDEX plain_default ON plain (code COLLATE "default");
CREATE INDEX plain_lower ON plain (lower(name) varchar_pattern_ops);
CREATE INDEX plain_lower_c ON plain (lower(name) COLLATE "C");
CREATE INDEX plain_tags ON plain USING gin (tags jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX plain_words ON plain USING gin (name gin_trgm_ops, code gin_trgm_ops);
CREATE INDEX plain_words_long ON plain USING gist (name gist_trgm_ops (siglen = 32));
CREATE INDEX plain_range ON plain USING brin (id int8_minmax_multi_ops) WITH (pages_per_range = 16, autosummarize = on);
CREATE UNIQUE INDEX plain_code ON plain (code varchar_pattern_ops) INCLUDE (name) WITH (fillfactor = 100) WHERE (name <> '');
