Feature: Situations that wrong drivers are known for
  Each of these was added because a driver of the museum went through everything else unseen.

  Scenario: A packet that is only lent is refused
    Given the scenarios of "packets.custody"
    When "the NIC runs short and lends its last packet" is played
    Then it goes as written
    And no rule is broken
    And MiniportReturnPacket is never said

  Scenario: The lists of two clients come back together or apart
    Given the scenarios of "sends.custody"
    When "two clients' lists come back together or apart" is played
    Then it goes as written
    And rules SND6-06, SND6-11, SND6-23 are kept
