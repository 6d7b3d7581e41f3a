Feature: How a send ended
  Until its list is back nobody knows how a send ended. Then the client that asked for it is told, once.

  Background:
    Given the scenarios of "outcomes.custody"

  Scenario Outline: The client hears of <scenario>
    When "<scenario>" is played
    Then it goes as written
    And rules SND6-05, SND6-06, SND6-23 are kept

    Examples:
      | scenario                      |
      | a send that succeeds          |
      | a list of an invalid length   |
      | a NIC short of resources      |
      | a NIC that says <code>        |
      | a NIC that says SEND_ABORTED  |

  Scenario: What the NIC says of a send reaches the client unchanged
    When "whatever the NIC says is what the client hears" is played
    Then it goes as written
    And rule SND6-23 is kept

  Scenario: The client's own request is answered
    When "a client asks and is told" is played
    Then it goes as written
    And rule SND6-23 is kept

  Scenario: Two clients, and each hears how its own ended
    When "two clients, each hears of its own" is played
    Then it goes as written
    And rules SND6-05, SND6-23 are kept

  Scenario: Two clients hear of their sends from one completion
    When "two clients, one completion, the other way round" is played
    Then it goes as written
    And rules SND6-05, SND6-23 are kept

  Scenario: The client that asked later hears first
    When "two clients, the later request is completed first" is played
    Then it goes as written
    And rules SND6-05, SND6-23 are kept
    And rule SND6-12 is observed

  Scenario: What nobody asked for is told to nobody
    When "nobody asked, nobody is told" is played
    Then it goes as written
    And rules SND6-05, SND6-06 are kept
