package org.mingjing.connectors;

import java.util.List;

/** What a source may be asked. */
public sealed interface SourceQuestion permits SourceCall, GroupCall {
  String resource();

  /** The fields that it concerns: exactly those that were permitted. */
  List<String> fields();

  /** What the department is told of the call. */
  Told told();
}
