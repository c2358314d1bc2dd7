//! The words that a plan adds to those of the checker.

use domain::plan_words::PlanWords;

use crate::{city, world::World};

on_both!(a_plan_has_the_words_that_it_was_given_last);

async fn a_plan_has_the_words_that_it_was_given_last(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    assert_eq!(tx.plan_words(&plan).await.unwrap(), PlanWords::default());
    let first = PlanWords::read("社協＝社会福祉協議会\n包括＝支援センター", "孤立\n包括").unwrap();
    let second = PlanWords::read("包括＝地域包括支援センター", "孤立").unwrap();
    for words in [&first, &second, &PlanWords::default()] {
        tx.set_plan_words(&plan, words).await.unwrap();
        assert_eq!(tx.plan_words(&plan).await.unwrap(), *words);
    }
}
