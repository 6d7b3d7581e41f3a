Feature: One thing said wrongly, on purpose
  The kit forges a single field of what it says. Whoever hears it answers as is documented, and keeps every rule.

  Background:
    Given the scenarios of "forged.custody"

  Scenario: A handle nobody opened
    When "a handle nobody opened" is played
    Then it goes as written
    And rules WAY-01, MID-01, CTX-04 are kept
    And rule RD-01 is broken on purpose

  Scenario: An answer to a question that nobody asked is dropped
    When "an answer to a question that nobody asked" is played
    Then it goes as written
    And rules WAY-01, SES-03 are kept
    And rules MID-01, CTX-04 are broken on purpose

  Scenario: An answer that says more than it brings
    When "an answer that says more than it brings" is played
    Then it goes as written
    And rules WAY-01, MID-01 are kept
    And rule RD-07 is broken on purpose

  Scenario: The id that no request may have
    When "the id that no request may have" is played
    Then it goes as written
    And rules MID-01, RD-07, CTX-04 are kept
    And rule MID-02 is broken on purpose

  Scenario: An acknowledgment of another message
    When "an acknowledgment of another message" is played
    Then it goes as written
    And rules SES-03, SES-04, CTX-01 are kept
