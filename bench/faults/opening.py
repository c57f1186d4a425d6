"""Opens every sealed value of a data folder and prints how many there were."""

import json

from tenure.config.terminal import start_django


def main() -> None:
    """Fail at the first that does not open."""
    start_django()
    from tenure.domains.people.models import BankAccount, IdentityPaper, SpecialDetails
    from tenure.foundation.crypto import wrapping

    wrapping.check()
    opened = [row.number for row in IdentityPaper.objects.exclude(number_sealed=None)]
    opened += [row.account for row in BankAccount.objects.select_related("person")]
    answers = [row.answers for row in SpecialDetails.objects.all()]
    print(json.dumps({"opened": len(opened) + len(answers)}))


if __name__ == "__main__":
    main()
