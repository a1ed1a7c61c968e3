package org.mingjing.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A synthetic adult. What departments hold on them besides is found from the index when it is
 * asked.
 */
public record Person(
    long index,
    String idNumber,
    String name,
    Optional<String> formerName,
    String sex,
    LocalDate birthDate,
    String address,
    String districtCode,
    String telephone,
    String workplace) {

  /** Stands for a portrait. */
  public String portraitDigest() {
    return SyntheticPeople.digest("portrait of person " + index);
  }

  /** The vehicle registered for them. */
  public Vehicle vehicle() {
    return SyntheticPeople.vehicle(index);
  }

  /** The subsidies paid to them, none for two persons in three. */
  public List<Payment> payments() {
    return SyntheticPeople.payments(index);
  }

  /** The one vehicle that each person has. */
  public record Vehicle(
      String plate,
      String brand,
      int modelYear,
      LocalDate registeredOn,
      String vin,
      String engineNumber) {}

  /** A subsidy paid; {@code amount} is yuan with two decimals. */
  public record Payment(String programme, LocalDate paidOn, String amount, String bankAccount) {}
}
