package org.mingjing.exchange.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mingjing.policy.FieldType;

class VerificationTest {

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource({
    "STRING, 张三, ' 张三 '",
    "STRING, 张三, 张　三",
    "STRING, ＡＢＣ１２３, abc123",
    "STRING, 京A·D12345, 京AD12345",
    "STRING, 010-1234 5678, 01012345678",
    "STRING, 古丽娜尔·买买提, 古丽娜尔•买买提",
    "STRING, 古丽娜尔·买买提, 古丽娜尔．买买提",
    "STRING, 古丽娜尔·买买提, 古丽娜尔买买提",
    "STRING, 北京（朝阳）, 北京(朝阳)",
    "STRING, \uE81E, \u9FB4",
    "STRING, \uE831, \uD845\uDDD7",
    "STRING, \uF914, \u6A02",
    "PERSON_ID, 11010519491231002X, 11010519491231002x",
    "PERSON_ID, 11010519491231002X, 110105 19491231 002X",
    "ORGANISATION_ID, 91350100M000100Y43, 91350100m000100y43",
    "DATE, 2020-01-02, 2020/1/2",
    "DATE, 2020-01-02, 2020年1月2日",
    "DATE, 2020-01-02, 20200102",
    "DATE, 2020-01-02, ２０２０．０１．０２",
    "DECIMAL, 12.50, 12.5",
    "INTEGER, 7, ７",
    "BOOLEAN, true, 是",
    "BOOLEAN, false, FALSE"
  })
  void what_people_write_alike_is_alike(FieldType type, String value, String claim) {
    assertThat(Verification.match(type, claim, Optional.of(value))).isEqualTo("yes");
  }

  @ParameterizedTest(name = "{0}: {1} is not {2}")
  @CsvSource({
    "STRING, 张三, 张三丰",
    "STRING, 张三, ''",
    "STRING, a.b@example.cn, ab@example.cn",
    "STRING, 1.5, 15",
    "STRING, 后, 後",
    "STRING, -, _",
    "DATE, 2020-01-02, 2020-02-01",
    "DATE, 2020-01-02, 202012",
    "DATE, 2020-11-01, 2020-1-101",
    "DATE, 2021-02-28, 2021-02-30",
    "DECIMAL, 12.5, 12.51",
    "DECIMAL, 1250, '1,250'",
    "DECIMAL, 100, 1e2",
    "INTEGER, 7, 70",
    "BOOLEAN, true, 1",
    "PERSON_ID, 11010519491231002X, 110105194912310021"
  })
  void what_is_another_thing_is_not_alike(FieldType type, String value, String claim) {
    assertThat(Verification.match(type, claim, Optional.of(value))).isEqualTo("no");
  }

  @Test
  void of_a_value_that_is_not_there_nobody_knows() {
    assertThat(Verification.match(FieldType.STRING, "张三", Optional.empty())).isEqualTo("unknown");
    assertThat(Verification.match(FieldType.STRING, "", Optional.empty())).isEqualTo("unknown");
  }
}
