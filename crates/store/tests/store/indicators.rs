//! Indicators and their given figures.

use domain::{
    Id,
    indicator::{Figure, FigureKind, Indicator, RightLeap},
};

use crate::{city, world::World};

on_both!(
    an_indicator_is_added_once_and_removed_with_its_figures,
    a_given_figure_takes_the_place_of_the_one_before_and_can_be_taken_back,
    a_leap_that_was_called_right_is_kept_with_its_figures,
);

fn indicator(id: &str, action: Option<&str>, name: &str) -> Indicator {
    Indicator {
        id: Id::new(id),
        action: action.map(Id::new),
        name: name.into(),
        unit: "人".into(),
        counted: "受講者".into(),
    }
}

async fn an_indicator_is_added_once_and_removed_with_its_figures(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    let (one, other) = (indicator("i1", Some("a1"), "受講者"), indicator("i2", None, "死亡率"));
    for new in [&one, &other] {
        assert!(tx.add_indicator(&plan, new).await.unwrap());
    }
    assert!(
        !tx.add_indicator(&plan, &Indicator { id: Id::new("i3"), ..one.clone() }).await.unwrap()
    );
    assert_eq!(tx.indicators(&plan).await.unwrap(), [one.clone(), other.clone()]);
    tx.rename_indicator(&plan, &one.id, ("修了者", "人")).await.unwrap();
    let named: Vec<_> =
        tx.indicators(&plan).await.unwrap().into_iter().map(|one| one.name).collect();
    assert_eq!(named, ["修了者", "死亡率"]);
    let figure = Figure { year: city::year("R3"), kind: FigureKind::Base, value: Some(18.5) };
    tx.set_figure(&one.id, &figure).await.unwrap();
    assert!(!tx.remove_indicator(&Id::new("another"), &one.id).await.unwrap());
    assert!(tx.remove_indicator(&plan, &one.id).await.unwrap());
    assert_eq!(tx.indicators(&plan).await.unwrap(), [other]);
    assert!(tx.figures(&plan).await.unwrap().is_empty());
}

async fn a_given_figure_takes_the_place_of_the_one_before_and_can_be_taken_back(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    let one = indicator("i1", Some("a1"), "受講者");
    tx.add_indicator(&plan, &one).await.unwrap();
    let figure = |kind, value| Figure { year: city::year("R3"), kind, value };
    let given = [
        figure(FigureKind::Actual, Some(0.1 + 0.2)),
        figure(FigureKind::Target, Some(-3.0)),
        figure(FigureKind::Actual, None),
    ];
    for figure in &given {
        tx.set_figure(&one.id, figure).await.unwrap();
    }
    let stands = [(one.id.clone(), given[2].clone()), (one.id.clone(), given[1].clone())];
    assert_eq!(tx.figures(&plan).await.unwrap(), stands);
    tx.set_figure(&one.id, &given[0]).await.unwrap();
    assert_eq!(tx.figures(&plan).await.unwrap()[0].1, given[0]);
    assert!(tx.drop_figure(&one.id, &given[0]).await.unwrap());
    assert!(!tx.drop_figure(&one.id, &given[0]).await.unwrap());
    assert_eq!(tx.figures(&plan).await.unwrap(), stands[1..]);
}

async fn a_leap_that_was_called_right_is_kept_with_its_figures(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    let one = indicator("i1", Some("a1"), "受講者");
    tx.add_indicator(&plan, &one).await.unwrap();
    let leap =
        RightLeap { from: city::year("R3"), before: 3.0, to: city::year("R4"), after: 0.1 + 0.2 };
    assert!(tx.call_leap_right(&one.id, &leap).await.unwrap());
    assert!(!tx.call_leap_right(&one.id, &leap).await.unwrap());
    assert_eq!(tx.right_leaps(&plan).await.unwrap(), [(one.id.clone(), leap)]);
    assert!(tx.remove_indicator(&plan, &one.id).await.unwrap());
    assert!(tx.right_leaps(&plan).await.unwrap().is_empty());
}
