/*
 * The parts of change/draft among themselves; nobody else includes this.
 */
#ifndef MIGC_CHANGE_DRAFT_PARTS_H
#define MIGC_CHANGE_DRAFT_PARTS_H

#include "base/vec.h"
#include "change/draft.h"
#include "change/restate.h"

/* What is known while a draft is written. */
typedef struct Draft {
    Buf *out;
    const Change *change;
    const Guesses *guesses; /* or NULL */
    Arena scratch;
    Names *names;
    bool has_steps;
    KeyPlace *
        *places; /* by table number after: of its foreign keys; NULL: the table stays as it is */
    bool *
        *is_read; /* by table number before: of its columns, whether rows of a data block or foreign
                          keys of other tables name them */
} Draft;

/* One thing that gets another name. */
typedef struct DraftRename {
    const char *words; /* `rename table ` */
    unsigned indent;
    bool is_value; /* of an enum */
    Name space; /* its name now */
    Name from;
    Name to_space; /* and afterwards */
    Name to;
    const Guess *guess; /* or NULL */
    uint8_t state;
} DraftRename;

typedef VEC(DraftRename) DraftRenames;

/* The tables that are created or altered, in the order of the model after. */
typedef struct TableSteps {
    const Op **of;   /* by table number after; NULL: it stays as it is */
    uint32_t *order; /* table numbers */
    uint32_t count;
    uint32_t *position; /* by table number: its place in `order` */
} TableSteps;

/* Begins a step: an empty line between it and the one before. */
void draft_begin(Draft *draft);

/* What a name is looked up by. */
Name draft_key(Draft *draft, Name space, Name name);

/* Writes the renames in an order in which no name is taken: what stands in a circle gets a name for the
 * time being. */
void draft_renames(Draft *draft, DraftRenames *renames);

/* A name like this one that nothing has. `taken`: of names. */
Name draft_free_name(Draft *draft, Name name, const NameMap *taken);

/* ` lossy 'why'`; NULL: to be written. */
void draft_lossy(Buf *out, Name reason);

/* The guess that the table, the enum or its value `to` after is something before, or NULL. */
const Guess *draft_guess(const Draft *draft, GuessKind kind, const void *after, uint32_t to);

/* What a guess would be if it is wrong, as a comment. */
void draft_otherwise(Draft *draft, const Guess *guess, unsigned indent);

/* draft_names.c: renames of objects. What goes and has a name that is wanted goes under another one,
 * which `gone_names` has by the place of the operation. */
void draft_rename_objects(Draft *draft, Name *gone_names);

/* Extensions, types and enums that come or change. */
void draft_types(Draft *draft);

/* draft_order.c: finds the steps, and which foreign keys are forward or come later. */
TableSteps draft_order_tables(Draft *draft);

/* Creates and alters the tables. */
void draft_tables(Draft *draft, const TableSteps *steps);

/* Creates everything, in the order of the schema: sql objects stand before the tables that use them. */
void draft_everything(Draft *draft);

/* Says again which columns foreign keys refer to whose tables get another primary key. */
void draft_stranded_keys(Draft *draft, const TableSteps *steps);

/* draft_table.c: the constraints that go from a table that is renamed, under its old name. */
void draft_table_early(Draft *draft, const TableChange *change);

/* Everything else about a table that is altered, its foreign keys apart that come later. */
void draft_table(Draft *draft, const TableChange *change);

/* The foreign keys of a table that come later. */
void draft_table_keys(Draft *draft, const TableChange *change);

/* The columns of a table that go when nothing names them any more. */
void draft_table_late(Draft *draft, const TableChange *change);

/* Whether a foreign key is new to a table that is altered. */
bool draft_is_new_key(const TableChange *change, uint16_t key);

#endif
