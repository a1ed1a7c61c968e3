package org.mingjing.connectors.soap;

import static org.mingjing.connectors.soap.StrictXml.require;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceRow;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.soap.Contract.Column;
import org.mingjing.connectors.soap.Contract.Level;

/**
 * Reads an envelope strictly, as a stream. What the schema has and nobody asked for is dropped
 * unread; what it does not have where it stands is refused, since in another namespace even the
 * records would look like none. A record of another key spoils the whole answer.
 */
final class AnswerReader {
  private static final String XSI = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;
  private final Contract contract;
  private final SourceSpec spec;
  private final SourceCall call;
  private final Map<QName, Column> asked = new HashMap<>();
  private final List<SourceRow> rows = new ArrayList<>();

  AnswerReader(Contract contract, SourceSpec spec, SourceCall call) {
    this.contract = contract;
    this.spec = spec;
    this.call = call;
    ask(spec.keyColumn());
    call.fields().forEach(field -> ask(spec.column(field)));
  }

  private void ask(String name) {
    Column column = column(name);
    asked.put(column.name(), column);
  }

  private Column column(String name) {
    Column column = contract.columns().get(name);
    if (column == null) {
      throw new IllegalStateException("a column of the resource was not checked");
    }
    return column;
  }

  List<SourceRow> read(InputStream body) throws IOException {
    try (StrictXml xml = new StrictXml(body)) {
      xml.start();
      require(xml.name().equals(soap("Envelope")), "the answer is no envelope of its SOAP version");
      boolean more = xml.child();
      if (more && xml.name().equals(soap("Header"))) {
        headers(xml);
        more = xml.child();
      }
      require(more && xml.name().equals(soap("Body")), "the envelope has no body");
      body(xml);
      require(!xml.child(), "the envelope goes on after its body");
      xml.end();
      return rows;
    }
  }

  private QName soap(String local) {
    return contract.version().name(local);
  }

  /** We know no header, so that none may have to be understood. */
  private void headers(StrictXml xml) throws IOException {
    while (xml.child()) {
      String must = xml.attribute(contract.version().namespace(), "mustUnderstand");
      require(
          must == null || must.strip().equals("0") || must.strip().equals("false"),
          "the answer has a header that must be understood");
      xml.skip();
    }
  }

  private void body(StrictXml xml) throws IOException {
    require(xml.child(), "the body is empty");
    require(!xml.name().equals(soap("Fault")), "the source answered with a SOAP fault");
    Level response = contract.levels().getFirst();
    require(xml.name().equals(response.name()), "the body is not the response of the operation");
    level(xml, 0);
    require(!xml.child(), "the body holds more than the response");
  }

  private void level(StrictXml xml, int at) throws IOException {
    if (nil(xml, contract.levels().get(at).nillable())) {
      return;
    }
    if (at == contract.levels().size() - 1) {
      require(rows.size() < spec.limits().maxRecords(), "more records than the catalogue allows");
      rows.add(row(xml));
      return;
    }
    Level next = contract.levels().get(at + 1);
    int found = 0;
    while (xml.child()) {
      if (xml.name().equals(next.name())) {
        require(++found == 1 || next.repeats(), "an element is there twice");
        level(xml, at + 1);
      } else {
        other(xml, contract.levels().get(at));
      }
    }
    require(found > 0 || !next.required(), "an element of the response is missing");
  }

  private SourceRow row(StrictXml xml) throws IOException {
    Level record = contract.levels().getLast();
    Map<QName, @Nullable String> texts = new HashMap<>();
    while (xml.child()) {
      Column column = asked.get(xml.name());
      if (column == null) {
        other(xml, record);
      } else {
        require(!texts.containsKey(column.name()), "an element of a record is there twice");
        texts.put(column.name(), text(xml, column));
      }
    }
    for (Column column : asked.values()) {
      require(
          texts.containsKey(column.name()) || !column.required(),
          "an element of a record is missing");
    }
    require(
        call.key().equals(texts.get(column(spec.keyColumn()).name())),
        "a record is of another subject");
    return inOrder(texts);
  }

  private SourceRow inOrder(Map<QName, @Nullable String> texts) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String field : call.fields()) {
      String text = texts.get(column(spec.column(field)).name());
      if (text != null) {
        values.put(field, text);
      }
    }
    return new SourceRow(values);
  }

  private static @Nullable String text(StrictXml xml, Column column) throws IOException {
    require(xml.attributesOnlyOf(XSI), "a value has attributes");
    return nil(xml, column.nillable()) ? null : column.text().value(xml.text());
  }

  private static void other(StrictXml xml, Level in) throws IOException {
    require(in.allows(xml.name()), "an element that the WSDL does not have there");
    xml.skip();
  }

  /** Whether the element at hand is nil; it is empty then, and its end is at hand. */
  private static boolean nil(StrictXml xml, boolean allowed) throws IOException {
    String nil = xml.attribute(XSI, "nil");
    if (nil == null || nil.strip().equals("false") || nil.strip().equals("0")) {
      return false;
    }
    require(nil.strip().equals("true") || nil.strip().equals("1"), "xsi:nil is no boolean");
    require(allowed, "an element is nil that the WSDL does not let be");
    require(xml.text().isEmpty(), "an element that is nil holds something");
    return true;
  }
}
