//! The registers that the product brings: a city copies them and makes them its own.

use crate::{register::Register, register_file::RegisterFault};

/// The files, one for each register.
const FILES: [&str; 22] = [
    include_str!("../registers/benefits.toml"),
    include_str!("../registers/campaigns.toml"),
    include_str!("../registers/case_meetings.toml"),
    include_str!("../registers/consultation.toml"),
    include_str!("../registers/council.toml"),
    include_str!("../registers/courses.toml"),
    include_str!("../registers/desk.toml"),
    include_str!("../registers/epds.toml"),
    include_str!("../registers/gatekeeper.toml"),
    include_str!("../registers/infant_visits.toml"),
    include_str!("../registers/leaflets.toml"),
    include_str!("../registers/lessons.toml"),
    include_str!("../registers/meals.toml"),
    include_str!("../registers/other_plans.toml"),
    include_str!("../registers/partners.toml"),
    include_str!("../registers/posts.toml"),
    include_str!("../registers/racks.toml"),
    include_str!("../registers/referral.toml"),
    include_str!("../registers/schools.toml"),
    include_str!("../registers/self_check.toml"),
    include_str!("../registers/visits.toml"),
    include_str!("../registers/watch.toml"),
];

/// The registers that the product brings.
pub fn shipped() -> Result<Vec<Register>, RegisterFault> {
    FILES.iter().map(|file| Register::from_toml(file)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_register_that_is_brought_is_one_and_comes_back_from_its_file_and_its_json() {
        for register in shipped().unwrap() {
            assert_eq!(Register::from_toml(&register.toml()).unwrap(), register);
            assert_eq!(Register::from_json(&register.json()).unwrap(), register);
        }
    }

    #[test]
    fn every_family_without_personal_data_has_a_register() {
        let brought = shipped().unwrap();
        for family in ["S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12"] {
            assert!(brought.iter().any(|register| register.family == family), "{family}");
        }
    }
}
