//! What publishing puts onto the stick, and two laptops that publish.

use super::enrolment::enrolled;
use super::*;

fn exchange(world: &World, desk: &mut Desk) -> ExchangeReport {
    desk.exchange(
        world.stick.path(),
        &ExchangeOptions::default(),
        world.now,
        &mut quiet,
    )
    .unwrap()
}

fn request(root_file: PathBuf) -> PublishRequest {
    PublishRequest {
        root_file,
        root_passphrase: passphrase(),
    }
}

#[test]
fn the_release_holds_the_page_its_policy_and_the_blank_forms() {
    let world = World::new();
    let (mut desk, _) = world.published();
    let report = world.publish(&mut desk);
    let public = world.stick.path().join("public");
    let release = crypto_core::PublicRelease::verify(
        &std::fs::read(public.join("public.json")).unwrap(),
        &std::fs::read_to_string(public.join("public.json.minisig")).unwrap(),
        &world.organisation().root,
    )
    .unwrap();
    assert_eq!(release.files.len(), report.files);
    for file in &release.files {
        let content = std::fs::read(public.join("files").join(&file.path)).unwrap();
        assert_eq!(Digest::of(&content), file.sha256, "{}", file.path);
    }
    assert_eq!(release.file("index.html").unwrap().sha256, report.page);
    for path in [
        "csp.txt",
        "forms/emergency.vi.txt",
        "forms/pil.fr.txt",
        "webcat-manifest.json",
    ] {
        assert!(release.file(path).is_some(), "{path}");
    }
}

#[test]
fn two_publications_of_one_number_are_noticed_and_mended_by_a_third() {
    let world = World::new();
    let (mut one, before) = world.published();
    let mut two = enrolled(&world, &mut one);
    exchange(&world, &mut one);
    exchange(&world, &mut two);
    // Each on a stick of its own, not knowing of the other.
    let elsewhere = tempfile::tempdir().unwrap();
    let later = world.now + SignedDuration::from_hours(1);
    world.publish(&mut one);
    let other = two
        .publish(&request(world.root()), elsewhere.path(), later)
        .unwrap();
    assert_eq!(other.number, before.number + 1);
    exchange(&world, &mut one);
    let noticed = |report: &ExchangeReport| {
        report
            .warnings
            .iter()
            .any(|warning| warning.contains("under the number"))
    };
    assert!(noticed(&exchange(&world, &mut two)));
    assert!(noticed(&exchange(&world, &mut one)));
    let third = world.publish(&mut one);
    assert_eq!(third.number, before.number + 2);
    assert!(!noticed(&exchange(&world, &mut one)));
    assert!(!noticed(&exchange(&world, &mut two)));
}

#[test]
fn a_colleague_learns_of_the_new_successor_of_the_root() {
    let world = World::new();
    let (mut one, _) = world.published();
    let mut two = enrolled(&world, &mut one);
    one.publish_with_successor(
        &request(world.home.path().join("root-next.age")),
        world.stick.path(),
        world.now,
    )
    .unwrap();
    let announced = world.organisation().next_root;
    assert!(announced.is_some());
    exchange(&world, &mut one);
    exchange(&world, &mut two);
    // The colleague's publication announces the same, and the successor may sign it.
    two.publish(
        &request(world.home.path().join("root-next.age")),
        world.stick.path(),
        world.now,
    )
    .unwrap();
    assert_eq!(world.organisation().next_root, announced);
    two.publish(
        &request(world.home.path().join("root-next-next.age")),
        world.stick.path(),
        world.now,
    )
    .unwrap();
    assert_eq!(
        announced,
        Some(Digest::of(world.organisation().root.as_bytes()))
    );
}
