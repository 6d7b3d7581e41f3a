Feature: Several requests at once
  Every request has a multiplex id, and its answer carries the same. So answers may come in any order, and
  each finds the call that waits for it.

  Background:
    Given the scenarios of "outstanding.custody"

  Scenario Outline: <what>
    When "<scenario>" is played
    Then it goes as written
    And rules MID-01, MID-02, MID-03, RD-04, CTX-04 are kept
    And SMB_COM_READ is said <requests> times

    Examples:
      | what                                       | scenario                                             | requests |
      | Two applications read at the same time     | two reads at once have two ids                       | 2        |
      | The disk is slow with the first            | the second answer overtakes the first                | 2        |
      | The disk is slower with every older one    | three reads, answered last first                     | 3        |
      | One read after the other                   | an id is free again once its answer came             | 3        |
      | One of them fails                          | one of two reads fails: the other has its data       | 2        |
      | Sessions with two servers number anew      | two servers: the same id on two sessions is two ids  | 2        |
