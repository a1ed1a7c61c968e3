package org.mingjing.policy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail addresses: first character and domain stay. An empty middle column: withheld. */
class MailMaskTest {

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zhang.san@example.com | z****@example.com | the common form
          ab@b.cn | a****@b.cn | two characters: as many stars as for any other
          18012341999@139.com | 1****@139.com | a telephone number for a mailbox
          zhang.san+list@example.com | z****@example.com | dots and a plus
          Z_1-2%3@mail.Example-1.com.cn | Z****@mail.Example-1.com.cn | every mark there is
          a@b.cn | | one character: the mailbox would leave whole
          @b.cn | | no mailbox
          zhang.san | | no domain
          zhang@ | | no domain
          zhang@localhost | | a domain of one label
          zhang@example.c | | no such top domain
          zhang@192.168.1.10 | | a number for a domain
          zhang@[192.168.1.10] | | a number for a domain
          zhang@example.com. | | a dot at the end
          zhang@.example.com | | an empty label
          zhang@example..com | | an empty label
          zhang@-example.com | | a hyphen in front of a label
          zhang@example-.com | | a hyphen behind a label
          zhang@exam_ple.com | | no character of domains
          .zhang@example.com | | a dot in front
          zhang.@example.com | | a dot before the @
          zhang..san@example.com | | two dots together
          _zhang@example.com | | a mark in front
          a@b@example.com | | two @
          "zhang san"@example.com | | a quoted mailbox
          张三@example.com | | a mailbox in Han characters is a name
          zhang@例子.中国 | | a domain in another script may be a name
          zhang@xn--fsqu00a.xn--fiqs8s | | the same domain as machines write it
          zhang@XN--FSQU00A.com | | the same in capitals
          zhang@\u0435xample.com | | a Cyrillic letter
          zhang\uFF20example.com | | a full-width @
          zhang@example\uFF0Ecom | | a full-width dot
          zhang\u0301@example.com | | a combining mark
          zhang\u200Bsan@example.com | | a zero-width space
          \u202Ezhang@example.com | | a bidi mark
          ' zhang@example.com' | | a space in front
          'zhang@example.com ' | | a space behind
          Zhang San <zhang@example.com> | | a name beside it
          mailto:zhang@example.com | | a scheme in front
          z****@example.com | | masked already
          """)
  void keeps_first_character_and_domain_alone(String mail, @Nullable String kept, String why) {
    Masks.check(Mask.MAIL, mail, kept);
  }

  @Test
  void parts_have_the_lengths_of_the_standards_and_no_more() {
    String label = "b".repeat(63);
    String longest = label + "." + label + "." + label + "."; // 192
    Masks.check(Mask.MAIL, "a".repeat(64) + "@b.cn", "a****@b.cn");
    Masks.check(Mask.MAIL, "a".repeat(65) + "@b.cn", null);
    Masks.check(Mask.MAIL, "ab@" + label + ".cn", "a****@" + label + ".cn");
    Masks.check(Mask.MAIL, "ab@b" + label + ".cn", null);
    Masks.check(Mask.MAIL, "a".repeat(58) + "@" + longest + "cn", "a****@" + longest + "cn");
    Masks.check(Mask.MAIL, "a".repeat(60) + "@" + longest + "cn", null); // 255
  }
}
