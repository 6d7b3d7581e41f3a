Feature: What the NIC owes for a list
  A NIC cannot refuse what it is given to send. It holds each list until it completes it with a final status,
  now or later, and leaves it alone from then on.

  Background:
    Given the scenarios of "below.custody"

  Scenario: The list is the NIC's until it completes it
    When "a list is held below" is played
    Then it goes as written
    And rules SND6-08, SND6-16, SND6-17, SND6-18, SND6-19 are kept

  Scenario: A NIC that has no room says so in the list
    When "what there is no room for is completed as well" is played
    Then it goes as written
    And rules SND6-16, SND6-18 are kept

  Scenario: The NIC completes at once
    When "completed before the call that brought it has returned" is played
    Then it goes as written
    And rule SND6-21 is observed
