Feature: The adapters beneath an exchange
  Frames come up as full packets or as a lookahead with the rest to be fetched, from serialized and from
  deserialized drivers. What is read is the same.

  Background:
    Given the scenarios of "adapters.custody"

  Scenario Outline: <what>
    When "<scenario>" is played
    Then it goes as written
    And rules WAY-01, SES-02, CTX-03, RD-07 are kept

    Examples:
      | what                                  | scenario                                                                 |
      | The first 64 bytes, the rest fetched  | adapters that show only a lookahead                                      |
      | A lookahead as long as the frame      | a lookahead that holds every frame                                       |
      | Different adapters at the two ends    | one station shows full packets, the other a lookahead                    |
      | Serialized drivers                    | serialized drivers                                                       |
      | A protocol with one handler           | a protocol without a handler for packets gets everything as a lookahead  |
