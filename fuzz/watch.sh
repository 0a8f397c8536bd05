#!/bin/sh
# Stands before the compiler: what is watched as it runs is the program and the two parsers that
# meet a text first. Typst is left as it is, since it would be too slow to say anything.
case " $* " in
*" --crate-name planpress "* | *" --crate-name granit_parser "* | *" --crate-name pulldown_cmark "*)
    set -- "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
        -Cllvm-args=-sanitizer-coverage-trace-compares
    ;;
esac
exec "$@"
