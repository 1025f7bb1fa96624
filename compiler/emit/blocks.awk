# blocks.awk - takes compiler/emit/sql/NAME.sql, gives C: const char block_NAME[] = "..." for each.
# Generated scripts begin with these blocks, word for word; here they can be read as SQL.

function begin(path) {
    name = path
    sub(/.*\//, "", name)
    sub(/\.sql$/, "", name)
    printf "%sconst char block_%s[] =\n", separator, name
    separator = ";\n\n"
}

BEGIN {
    print "#include \"emit/blocks.h\"\n"
}

FNR == 1 {
    begin(FILENAME)
}

{
    gsub(/\\/, "\\\\")
    gsub(/"/, "\\\"")
    printf "    \"%s\\n\"\n", $0
}

END {
    print "    ;"
}
