#!/bin/sh
# Puts the files of the tests' sites and of the repository's own plan into `corpus/`, for each
# target with the byte before them that says which file of the plan they stand in for.
cd "$(dirname "$0")" || exit 1
count=0
put() { # TARGET BYTE FILE
    mkdir -p "corpus/$1"
    count=$((count + 1))
    { printf "\\$(printf %03o "$2")"; cat "$3"; } > "corpus/$1/seed-$count"
}
for file in $(find ../tests/sites ../content -type f -path '*/content/*' -name '*.yaml' -size -12k); do
    case $file in
    */site*.yaml) put yaml 0 "$file" ;;
    */contacts*.yaml) put yaml 1 "$file" ;;
    */dates.cy.yaml) put yaml 3 "$file" ;;
    */dates*.yaml) put yaml 2 "$file" ;;
    */glossary*.yaml) put yaml 4 "$file" ;;
    */parties*.yaml) put yaml 5 "$file" ;;
    */resources*.yaml) put yaml 6 "$file" ;;
    */plan.cy.yaml) put yaml 8 "$file" ;;
    */plan*.yaml) put yaml 7 "$file" ;;
    */objectives/*.cy.yaml) put yaml 10 "$file" ;;
    */objectives/*.yaml) put yaml 9 "$file" ;;
    */updates/*.yaml) put yaml 11 "$file" ;;
    */groups/*.yaml) put yaml 12 "$file" ;;
    esac
done
for file in $(find ../tests/sites ../content -type f -path '*/content/*' -name '*.md' -size -12k); do
    case $file in
    */news/*.cy.md) put front_matter 1 "$file" ;;
    */news/*.md) put front_matter 0 "$file" ;;
    */pages/*.cy.md) put front_matter 3 "$file" ;;
    */pages/*.md) put front_matter 2 "$file" ;;
    esac
    put markdown $((count % 4)) "$file"
    put typst_text $((count % 8)) "$file"
done
