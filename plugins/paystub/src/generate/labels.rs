//! What payroll services call their lines.

use super::{paper::Kind, states::State};

/// The labels of one payroll service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Style {
    #[default]
    Plain,
    Short,
    Fica,
    Office,
    Employee,
    Long,
}

pub(super) const STYLES: [(f64, Style); 6] = [
    (0.25, Style::Plain),
    (0.18, Style::Short),
    (0.15, Style::Fica),
    (0.17, Style::Office),
    (0.12, Style::Employee),
    (0.13, Style::Long),
];

impl Style {
    /// The label of a line. `{}` stands for the state's code.
    pub(super) fn label(self, kind: Kind, state: State) -> String {
        let [plain, short, fica, office, employee, long] = labels(kind);
        let label = match self {
            Self::Plain => plain,
            Self::Short => short,
            Self::Fica => fica,
            Self::Office => office,
            Self::Employee => employee,
            Self::Long => long,
        };
        label.replace("{}", state.code)
    }
}

/// The labels in all styles.
#[rustfmt::skip]
const fn labels(kind: Kind) -> [&'static str; 6] {
    match kind {
        Kind::Federal => ["Federal Income Tax", "FIT", "Federal Tax", "Fed Withholding", "Fed Withholdng", "Federal Withholding"],
        Kind::State => ["{} State Income Tax", "SIT", "State Tax", "{} Withholding", "{} Withholdng", "State Tax - {}"],
        Kind::SocialSecurity => ["Social Security", "SS", "FICA-SS", "OASDI", "Fed OASDI/EE", "Social Security Tax"],
        Kind::Medicare => ["Medicare", "MED", "FICA-MED", "Medicare", "Fed MED/EE", "Medicare Tax"],
        Kind::Fica => ["FICA", "FICA", "FICA", "FICA", "FICA", "FICA Tax"],
        Kind::StateInsurance => ["{} SDI", "SDI", "{} PFL", "{} SDI", "{} SDI/EE", "State Disability - {}"],
        Kind::Local => ["Local Tax", "Local Tax", "City Tax", "City Withholding", "Local Withholdng", "Local Tax - City"],
        Kind::Medical => ["Medical", "Med Ins", "Medical Pretax", "Pre Tax Medical", "Medical Before Tax", "Health Insurance"],
        Kind::Dental => ["Dental", "Dental", "Dental Pretax", "Pre Tax Dental", "Dental Before Tax", "Dental Insurance"],
        Kind::Vision => ["Vision", "Vision", "Vision Pretax", "Pre Tax Vision", "Vision Before Tax", "Vision Insurance"],
        Kind::HealthSavings => ["HSA", "HSA", "HSA", "Pre Tax HSA", "Health Savings", "Health Savings Account"],
        Kind::Retirement => ["401(k)", "401K", "401K", "Pre Tax 401(k)", "403(b)", "401(k) Contribution"],
        Kind::Roth => ["Roth 401(k)", "ROTH", "Roth 401K", "Post Tax Roth", "Roth After Tax", "Roth Contribution"],
        Kind::Life => ["Life Insurance", "Life", "Life Ins", "Post Tax Life", "Life After Tax", "Life Insurance"],
        Kind::UnionDues => ["Union Dues", "Dues", "Union Dues", "Union Dues", "Local 212 Dues", "Union Dues"],
        Kind::Garnishment => ["Garnishment", "Garn", "Garnishment", "Wage Garnishment", "Child Support", "Garnishment"],
        Kind::Charity => ["United Way", "Charity", "Charity", "Charity", "Giving", "Charitable Giving"],
        Kind::Benefits => ["Benefits", "Other", "Other Deductions", "Benefits", "Other", "Other Deductions"],
        Kind::Reimbursement => ["Expense Reimbursement", "Reimb", "Reimbursement", "Expense Reimb", "Reimbursement", "Expense Reimbursement"],
    }
}
