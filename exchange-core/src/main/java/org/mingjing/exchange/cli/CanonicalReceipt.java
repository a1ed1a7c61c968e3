package org.mingjing.exchange.cli;

import java.util.List;
import org.mingjing.ledger.canonical.CanonicalWriter;
import tools.jackson.databind.JsonNode;

/**
 * Writes a receipt that was read from an answer back as the canonical bytes that {@code verify}
 * demands.
 */
final class CanonicalReceipt {
  private CanonicalReceipt() {}

  static byte[] of(JsonNode receipt) {
    CanonicalWriter out = new CanonicalWriter(4096);
    write(out, receipt);
    return out.toByteArray();
  }

  private static void write(CanonicalWriter out, JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        out.beginObject();
        List<String> names = node.propertyNames().stream().sorted().toList();
        names.forEach(name -> write(out.name(name), node.path(name)));
        out.endObject();
      }
      case ARRAY -> {
        out.beginArray();
        node.forEach(item -> write(out, item));
        out.endArray();
      }
      case STRING -> out.string(node.asString());
      case BOOLEAN -> out.bool(node.asBoolean());
      case NUMBER -> out.number(node.longValue());
      case NULL -> out.nullValue();
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException("no JSON: " + node.getNodeType());
    }
  }
}
