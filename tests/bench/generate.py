"""Schemas by size: generate.py N prints N tables as real back ends have them. chain() writes a project.

Takes: a number. Gives: the text of a schema without a mistake: each table has a line of documentation,
12 columns of mixed types, 2 foreign keys to earlier tables, 1 unique constraint, 2 indexes, 1 check.
Promises: the same number gives the same text with every Python 3; names as long as people write them.
"""

import os
import random
import sys

OWNERS = ("customer account invoice order payment product shipment warehouse supplier employee subscription"
          " contract campaign ticket booking delivery vendor merchant project department inventory discount"
          " refund session device location document message notification review category catalog channel"
          " course event gateway job candidate listing member").split()
THINGS = ("items lines addresses contacts notes events attachments settings versions approvals comments tags"
          " transfers balances charges credits adjustments schedules reminders templates permissions roles"
          " limits quotas rates reports exports imports batches entries").split()
PARTS = ("archived pending imported regional scheduled external internal monthly weekly daily partner shared"
         " recurring disputed verified legacy wholesale retail seasonal").split()

TEXTS = "display_name reference_number tracking_code external_reference contact_email billing_company postal_code".split()
NOTES = "internal_notes cancellation_reason delivery_instructions public_description failure_message".split()
AMOUNTS = "total_amount_cents unit_price net_amount tax_amount shipping_cost discount_amount outstanding_balance".split()
COUNTS = "quantity retry_count priority sort_order attempt_number line_count".split()
FLAGS = "is_active is_archived is_confirmed requires_approval is_visible has_attachments".split()
DATES = "due_on valid_from_date billing_period_start expires_on shipped_on".split()
MOMENTS = "created_at submitted_at last_seen_at processed_at accepted_at".split()
DOCUMENTS = "metadata provider_payload preferences custom_fields".split()
STATES = "('draft', 'open', 'paid', 'cancelled')", "('pending', 'running', 'failed', 'done')", "('new', 'active', 'closed')"


def table_name(number):
    """A name of its own for every number; people number nothing, but there are not 10 000 nouns."""
    number, owner = divmod(number, len(OWNERS))
    number, thing = divmod(number, len(THINGS))
    number, part = divmod(number, len(PARTS) + 1)
    name = f"{OWNERS[owner]}_{THINGS[thing]}"
    if part:
        name = f"{PARTS[part - 1]}_{name}"
    return name if number == 0 else f"{name}_{number + 1}"


def table(number, chance):
    name = table_name(number)
    near = [max(0, number - chance.randrange(1, 200)) for _ in range(2)]
    parents = [table_name(parent) for parent in near]
    keys = [parent + "_id" for parent in parents]
    if keys[0] == keys[1]:
        keys[1] = "previous_" + keys[1]
    code, note, amount, count, flag = map(chance.choice, (TEXTS, NOTES, AMOUNTS, COUNTS, FLAGS))
    day, moment, document, states = map(chance.choice, (DATES, MOMENTS, DOCUMENTS, STATES))
    first = states[1:].split(",")[0]
    columns = [
        ("id", "bigint", "identity primary key"),
        (keys[0], "bigint", f"references {parents[0]} on delete cascade"),
        (keys[1], "bigint", f"null references {parents[1]}"),
        ("status", "varchar(20)", f"default {first}"),
        (code, "varchar(200)", ""),
        (note, "text", "null"),
        (amount, "decimal(12, 2)", "default 0"),
        (count, "int", "default 1"),
        (flag, "bool", "default false"),
        (day, "date", "null"),
        (document, "json", "default '{}'"),
        (moment, "timestamptz", "default now"),
    ]
    widths = [max(len(column[i]) for column in columns) for i in range(2)]
    lines = [f"  {column:{widths[0]}}  {type:{widths[1]}}  {rest}".rstrip() for column, type, rest in columns]
    words = name.replace("_", " ")
    return (f"/// The {words} that belong to one of the {parents[0].replace('_', ' ')}.\n"
            f"table {name} {{\n" + "\n".join(lines) + "\n\n"
            f"  unique ({keys[0]}, {code})\n"
            f"  check (status in {states} and {amount} >= 0)\n"
            f"  index ({keys[1]})\n"
            f"  index (status, {moment} desc)\n"
            "}\n")


def schema(count):
    chance = random.Random(count)
    return "\n".join(table(number, chance) for number in range(count))


class Grown:
    """What the revisions of a chain have added to one table."""

    def __init__(self, number):
        self.name = table_name(number)
        self.columns = []          # [name, type, modifiers]
        self.indexes = []          # names of columns

    def step(self, kind, number):
        """Lines of `alter table` for one of five everyday changes; those to a column need one."""
        if kind == 0 or (kind > 2 and not self.columns):
            self.columns.append([f"score_{number}", "int", "default 0"])
            return [f"add column score_{number} int default 0"]
        if kind == 1:
            self.columns.append([f"label_{number}", "varchar(40)", "null"])
            self.indexes.append(f"label_{number}")
            return [f"add column label_{number} varchar(40) null", f"add index (label_{number})"]
        if kind == 2:
            self.columns.append([f"origin_{number}", "text", ""])
            return [f"add column origin_{number} text", f"backfill origin_{number} = lower(status)"]
        column = self.columns[-1]
        if kind == 3 and column[1] == "int":
            column[1] = "bigint"
            return [f"alter column {column[0]} bigint {column[2]}".rstrip()]
        old, column[0] = column[0], f"renamed_{number}"
        self.indexes = [column[0] if index == old else index for index in self.indexes]
        return [f"rename column {old} to {column[0]}"]


def chain(revisions, tables, folder, targets="postgres, sqlite"):
    """A project: a first revision with all tables, then everyday changes to one table each. Returns the
    bytes of its files."""
    chance = random.Random(revisions)
    texts = [table(number, chance) for number in range(tables)]
    grown = [Grown(number) for number in range(tables)]
    os.makedirs(os.path.join(folder, "revisions"))
    total = 0

    def write(name, text):
        nonlocal total
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            total += file.write(text)

    name = "0001_initial"
    write(f"revisions/{name}.mig", f"revision {name} {{\n" +
          "\n".join("  " + text.replace("\ntable", "\n  create table", 1).replace("\n", "\n  ").rstrip() + "\n"
                    for text in texts) + "}\n")
    for number in range(2, revisions + 1):
        of = grown[chance.randrange(tables)]
        lines = "".join(f"    {line}\n" for line in of.step(chance.randrange(5), number))
        parent, name = name, f"{number:04}_change"
        write(f"revisions/{name}.mig",
              f"revision {name} after {parent} {{\n  alter table {of.name} {{\n{lines}  }}\n}}\n")
    for number, of in enumerate(grown):
        more = "".join(f"  {' '.join(column).rstrip()}\n" for column in of.columns)
        more += "".join(f"  index ({index})\n" for index in of.indexes)
        texts[number] = texts[number][:-2] + more + "}\n"
    write("schema.mig", f"project bench {{\n  targets  {targets}\n}}\n\n" + "\n".join(texts))
    return total


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: generate.py N")
    sys.stdout.write(schema(int(sys.argv[1])))
