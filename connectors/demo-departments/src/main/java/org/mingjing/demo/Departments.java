package org.mingjing.demo;

import java.util.List;

/** The departments of the demonstration. */
final class Departments {
  static final List<DepartmentDatabase> ALL =
      List.of(
          Police.MPS,
          Treasury.MOF,
          Market.SAMR,
          CivilAffairs.MCA,
          CivilAffairs.NHSA,
          Veterans.MVA,
          Schools.MOE,
          Schools.MOHRSS,
          HealthCare.NHC,
          Property.MNR,
          Property.MOHURD,
          Property.NFRA,
          Treasury.STA,
          Market.PBC,
          Market.GACC,
          Market.MOFCOM,
          PublicServices.MOJ,
          PublicServices.MIIT,
          PublicServices.MOT,
          LandAndSafety.MARA,
          LandAndSafety.MWR,
          LandAndSafety.MEE,
          LandAndSafety.MEM);

  private Departments() {}
}
