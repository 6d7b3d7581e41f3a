Feature: Packets come back in batches
  A protocol may return packets in any order and any grouping, whatever indication they came with.

  Background:
    Given the scenarios of "batches.custody"

  Scenario Outline: <what>
    When "<scenario>" is played
    Then it goes as written
    And rules RCV-PKT-15, RCV-PKT-07 are kept
    And MiniportReturnPacket is said <packets> times

    Examples:
      | what                                               | scenario                                   | packets |
      | Three packets, returned one by one or together     | returned in batches, any way               | 3       |
      | Packets of three indications in a single return    | one batch for three indications            | 3       |
      | The newest packet is returned first                | the newest comes back first                | 2       |
      | One of two is free, the other is still owed        | a batch frees one packet and not the other | 2       |
      | The NIC indicates on while older packets are out   | a new indication while older packets are out | 3     |

  Scenario: The array is looked into while the call runs
    When "NDIS goes through the array twice" is played
    Then it goes as written
    And rule RCV-PKT-03 is kept
