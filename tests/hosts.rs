#[test] fn x(){ }
