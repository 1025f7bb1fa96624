# blocks.awk - takes compiler/emit/sql/NAME.sql, gives C: const char *const block_NAME[], its lines.
# Generated scripts begin with these blocks, word for word; here they can be read as SQL.

BEGIN {
    print "#include \"emit/blocks.h\""
}

FNR == 1 {
    name = FILENAME
    sub(/.*\//, "", name)
    sub(/\.sql$/, "", name)
    printf "%s\nconst char *const block_%s[] = {\n", ending, name
    ending = "    0,\n};\n"
}

{
    gsub(/\\/, "\\\\\\\\")
    gsub(/"/, "\\\"")
    printf "    \"%s\\n\",\n", $0
}

END {
    printf "%s", ending
}
