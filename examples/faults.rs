//! temporary
use planpress::*;
fn main() {
    let root = std::env::args().nth(1).unwrap_or(".".into());
    let tree = read::read(std::path::Path::new(&root)).unwrap();
    let (d, mut f) = parse::parse(&tree);
    f.extend(d.faults());
    let t = link::Terms { edition: Default::default(), day: link::Day::Named("2026-11-23".parse().unwrap()), base_url: None };
    let (p, g) = link::link(&d, &tree, &t);
    f.extend(g);
    f.extend(check::check(&p));
    let mut f = check::weigh(&p, f);
    diagnostic::print::arrange(&mut f);
    print!("{}", diagnostic::print::human(&f, &|x| tree.text(x), diagnostic::print::Style::Plain));
    println!("{} plans, current {:?}, lineages {:?}", p.plans.len(), p.current_plan().map(|p| &p.id), p.lineages.iter().map(|l| (&l.id, l.members.len())).collect::<Vec<_>>());
}
