"""The rules of a customer's record, each as a sentence: it works, it is refused, it is harmless twice."""

import pytest
from pydantic import ValidationError

from domain.customer.commands import (
    COMMANDS,
    AgreeContract,
    ChangeContact,
    ChooseNotices,
    CustomerCommand,
    GiveConsent,
    RegisterCustomer,
    RegisterProduct,
    ReleaseProduct,
    RemoveContact,
    RenameCustomer,
    WithdrawConsent,
)
from domain.customer.decide import decide
from domain.customer.events import ContactChanged, CustomerRenamed, ProductRegistered
from domain.refusals import NotAllowed
from domain.ticket.events import Product
from domain.wording import ACTIONS
from tests.customer.specification import (
    AGREED,
    AIR_CONDITIONER,
    ASKER,
    BY_SMS,
    ERASED,
    KEY,
    LI,
    NOON,
    OWNED,
    PHONE,
    REGISTERED,
    RESTRICTED,
    SECOND_CONTACT,
    SECOND_GONE,
    SOLD,
    WITHDRAWN,
    ZHANG,
    given,
    state,
)

REGISTER = RegisterCustomer(name="科技有限公司", company=True, contact=ZHANG, tier="standard")
RENAME = RenameCustomer(name="科技股份有限公司", reason="改制")
OWN = RegisterProduct(product=AIR_CONDITIONER)

CHANGES = [
    RENAME,
    ChangeContact(contact=LI),
    RemoveContact(person=1, reason="已离职"),
    AgreeContract(tier="key"),
    ChooseNotices(notices="sms"),
    OWN,
    ReleaseProduct(item=1, released_as="returned"),
    GiveConsent(purpose="marketing"),
]


def test_a_customer_is_registered() -> None:
    given().when(REGISTER).then(REGISTERED)


def test_registering_the_same_again_is_harmless() -> None:
    given(REGISTERED).when(REGISTER).then_nothing()


def test_another_customer_is_not_registered_over_one() -> None:
    given(REGISTERED).when(RegisterCustomer(name="别家公司")).then_refused("customer-registered")


def test_only_a_key_customer_is_registered_with_dedicated_staff() -> None:
    given().when(RegisterCustomer(name="王五", dedicated_staff="001")).then_refused("not-a-key-customer")


@pytest.mark.parametrize("command", CHANGES, ids=lambda command: command.action)
def test_nothing_is_changed_of_a_customer_who_was_never_registered(command: CustomerCommand) -> None:
    given().when(command).then_refused("customer-not-registered")


@pytest.mark.parametrize("command", CHANGES, ids=lambda command: command.action)
def test_nothing_is_changed_of_a_restricted_customer(command: CustomerCommand) -> None:
    given(REGISTERED, RESTRICTED).when(command).then_refused("customer-restricted")


@pytest.mark.parametrize("command", CHANGES, ids=lambda command: command.action)
def test_nothing_is_changed_of_an_erased_customer(command: CustomerCommand) -> None:
    given(REGISTERED, ERASED).when(command).then_refused("customer-erased")


def test_a_restricted_customer_can_still_withdraw_a_consent() -> None:
    given(REGISTERED, AGREED, RESTRICTED).when(WithdrawConsent(purpose="marketing")).then(WITHDRAWN)


def test_a_customer_is_renamed() -> None:
    given(REGISTERED).when(RENAME).then(CustomerRenamed(name="科技股份有限公司", reason="改制"))


def test_renaming_to_the_same_name_is_harmless() -> None:
    given(REGISTERED).when(RenameCustomer(name="科技有限公司", reason="核对")).then_nothing()


def test_saying_that_it_is_no_company_is_no_repetition() -> None:
    command = RenameCustomer(name="科技有限公司", company=False, reason="核对")
    given(REGISTERED).when(command).then(CustomerRenamed(name="科技有限公司", company=False, reason="核对"))


def test_a_contact_person_is_added() -> None:
    given(REGISTERED).when(ChangeContact(person=2, contact=LI)).then(SECOND_CONTACT)


def test_a_contact_person_is_changed() -> None:
    given(REGISTERED).when(ChangeContact(contact=LI)).then(ContactChanged(person=1, contact=LI))


def test_the_same_contact_person_twice_is_harmless() -> None:
    given(REGISTERED, SECOND_CONTACT).when(ChangeContact(person=2, contact=LI)).then_nothing()


def test_contact_persons_are_numbered_without_gaps() -> None:
    given(REGISTERED).when(ChangeContact(person=3, contact=LI)).then_refused("contact-gap")


def test_a_contact_person_is_removed() -> None:
    given(REGISTERED, SECOND_CONTACT).when(RemoveContact(person=2, reason="已离职")).then(SECOND_GONE)


def test_removing_a_contact_person_twice_is_harmless() -> None:
    given(REGISTERED, SECOND_CONTACT, SECOND_GONE).when(RemoveContact(person=2, reason="已离职")).then_nothing()


def test_a_contact_person_who_never_was_is_not_removed() -> None:
    given(REGISTERED).when(RemoveContact(person=2, reason="已离职")).then_refused("no-contact")


def test_a_removed_contact_persons_number_is_counted_on() -> None:
    given(REGISTERED, SECOND_CONTACT, SECOND_GONE).when(ChangeContact(person=3, contact=LI)).then(
        ContactChanged(person=3, contact=LI)
    )


def test_a_key_customer_gets_dedicated_staff() -> None:
    given(REGISTERED).when(AgreeContract(tier="key", dedicated_staff="001")).then(KEY)


def test_agreeing_the_same_contract_again_is_harmless() -> None:
    given(REGISTERED, KEY).when(AgreeContract(tier="key", dedicated_staff="001")).then_nothing()


def test_another_than_a_key_customer_gets_no_dedicated_staff() -> None:
    given(REGISTERED).when(AgreeContract(tier="standard", dedicated_staff="001")).then_refused("not-a-key-customer")


def test_a_customer_chooses_how_to_be_told() -> None:
    given(REGISTERED).when(ChooseNotices(notices="sms")).then(BY_SMS)


def test_choosing_the_same_again_is_harmless() -> None:
    given(REGISTERED, BY_SMS).when(ChooseNotices(notices="sms")).then_nothing()


def test_a_product_is_registered_under_the_next_number() -> None:
    given(REGISTERED, OWNED).when(RegisterProduct(product=PHONE)).then(ProductRegistered(item=2, product=PHONE))


def test_the_same_product_twice_is_harmless() -> None:
    given(REGISTERED, OWNED).when(OWN).then_nothing()


def test_a_serial_number_that_is_known_corrects_its_product() -> None:
    corrected = AIR_CONDITIONER.model_copy(update={"purchased": "2024-02-11"})
    given(REGISTERED, OWNED).when(RegisterProduct(product=corrected)).then(ProductRegistered(item=1, product=corrected))


def test_a_product_without_a_serial_number_is_another_one() -> None:
    bare = Product(name="智能空调")
    given(REGISTERED, OWNED).when(RegisterProduct(product=bare)).then(ProductRegistered(item=2, product=bare))


def test_a_product_is_corrected_by_its_number() -> None:
    given(REGISTERED, OWNED).when(RegisterProduct(item=1, product=PHONE)).then(ProductRegistered(item=1, product=PHONE))


def test_a_product_that_never_was_is_not_corrected() -> None:
    given(REGISTERED).when(RegisterProduct(item=4, product=PHONE)).then_refused("no-product")


def test_one_serial_number_is_not_given_to_two_products() -> None:
    second = ProductRegistered(item=2, product=PHONE)
    given(REGISTERED, OWNED, second).when(RegisterProduct(item=2, product=AIR_CONDITIONER)).then_refused(
        "serial-registered"
    )


def test_a_product_is_released() -> None:
    given(REGISTERED, OWNED).when(ReleaseProduct(item=1, released_as="passed-on")).then(SOLD)


def test_releasing_twice_is_harmless() -> None:
    given(REGISTERED, OWNED, SOLD).when(ReleaseProduct(item=1, released_as="passed-on")).then_nothing()


def test_a_product_that_never_was_is_not_released() -> None:
    given(REGISTERED).when(ReleaseProduct(item=1, released_as="passed-on")).then_refused("no-product")


def test_a_product_that_came_back_is_registered_anew() -> None:
    again = ProductRegistered(item=2, product=AIR_CONDITIONER)
    given(REGISTERED, OWNED, SOLD).when(OWN).then(again)


def test_a_phone_number_in_what_stands_in_the_clear_of_a_product_is_no_command() -> None:
    with pytest.raises(ValueError, match="phone number"):
        RegisterProduct(product=Product(name="13812345678"))


def test_a_consent_is_recorded() -> None:
    given(REGISTERED).when(GiveConsent(purpose="marketing", evidence="电话录音")).then(AGREED)


def test_consenting_twice_is_harmless() -> None:
    given(REGISTERED, AGREED).when(GiveConsent(purpose="marketing")).then_nothing()


def test_a_consent_is_withdrawn() -> None:
    given(REGISTERED, AGREED).when(WithdrawConsent(purpose="marketing")).then(WITHDRAWN)


def test_withdrawing_twice_is_harmless() -> None:
    given(REGISTERED, AGREED, WITHDRAWN).when(WithdrawConsent(purpose="marketing")).then_nothing()


def test_a_consent_that_was_never_given_is_not_withdrawn() -> None:
    given(REGISTERED).when(WithdrawConsent(purpose="survey")).then_refused("no-consent")


def test_a_consent_is_given_again_after_its_withdrawal() -> None:
    given(REGISTERED, AGREED, WITHDRAWN).when(GiveConsent(purpose="marketing", evidence="电话录音")).then(AGREED)


@pytest.mark.parametrize("action", COMMANDS)
def test_every_action_on_a_customer_has_a_word_in_both_languages(action: str) -> None:
    assert all(ACTIONS[action])


def test_a_refusal_says_what_to_do() -> None:
    assert "another approve" in NotAllowed("customer-restricted").say("en")


@pytest.mark.parametrize("purchased", ["2024-05-01", "2024-05"])
def test_a_product_bought_by_today_is_registered(purchased: str) -> None:
    bought = AIR_CONDITIONER.model_copy(update={"purchased": purchased})
    given(REGISTERED).when(RegisterProduct(product=bought)).then(ProductRegistered(item=1, product=bought))


@pytest.mark.parametrize("purchased", ["2024-05-02", "2024-06", "2099-01"])
def test_a_product_bought_later_is_refused(purchased: str) -> None:
    bought = AIR_CONDITIONER.model_copy(update={"purchased": purchased})
    given(REGISTERED).when(RegisterProduct(product=bought)).then_refused("purchased-later")


def test_a_product_bought_on_a_day_that_the_calendar_lacks_is_refused() -> None:
    with pytest.raises(ValidationError, match="no day of the calendar"):
        RegisterProduct(product=Product(purchased="2023-02-30"))


def test_a_product_of_which_nothing_is_said_is_none() -> None:
    with pytest.raises(ValidationError, match="says nothing of the product"):
        RegisterProduct(product=Product())


def test_the_months_of_a_warranty_are_for_staff_to_say() -> None:
    long = RegisterProduct(product=PHONE.model_copy(update={"warranty_months": 600}))
    customer = state(REGISTERED)
    assert len(decide(customer, long, ASKER, NOON, "agent")) == 1
    assert len(decide(customer, RegisterProduct(product=PHONE), ASKER, NOON, "customer")) == 1
    with pytest.raises(NotAllowed) as refusal:
        decide(customer, long, ASKER, NOON, "customer")
    assert refusal.value.code == "for-staff-to-say"
