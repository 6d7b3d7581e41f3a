Feature: Situations that wrong drivers are known for
  Each of these was added because a driver of the museum went through everything else unseen.

  Scenario: The lists of two clients come back together or apart
    Given the scenarios of "sends.custody"
    When "two clients' lists come back together or apart" is played
    Then it goes as written
    And rules SND6-06, SND6-11, SND6-23 are kept
