# places.awk - takes the parts of the grammar in their order, last what lemon says of the whole; gives
# that text with places in the parts: `#line 130 ".../parser.y"` and `.../parser.y:130:` are line 13 of the second.

FNR == 1 {
    parts++
    names[parts] = FILENAME
    first[parts] = NR
}

FILENAME != ARGV[ARGC - 1] {
    next
}

/^#line [0-9]+ ".*parser\.y"$/ {
    find($2)
    printf "#line %d \"%s\"\n", line, part
    next
}

match($0, /^[^ :]*parser\.y:[0-9]+:/) {
    place = substr($0, 1, RLENGTH - 1)
    sub(/.*:/, "", place)
    find(place)
    printf "%s:%d%s\n", part, line, substr($0, RLENGTH)
    next
}

{
    print
}

# A line after the last one, where a rule or a block lacks its end, is the last part's.
function find(number,    i) {
    number += 0
    for (i = parts - 1; i > 1 && first[i] > number; i--) {
    }
    part = names[i]
    line = number - first[i] + 1
}
