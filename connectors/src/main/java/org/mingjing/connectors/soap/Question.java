package org.mingjing.connectors.soap;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.soap.Contract.Part;
import org.mingjing.connectors.template.RejectedAnswer;

/** Writes the envelope that asks for one key. */
final class Question {
  private static final String PREFIX = "soap";

  /** What no XML 1.0 document can hold, not even as a reference (section 2.2). */
  private static final Pattern NO_XML =
      Pattern.compile(
          "[^\\x{9}\\x{A}\\x{D}\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private final Contract contract;
  private final SourceCall call;
  private final Set<String> columns = new LinkedHashSet<>();
  private final StringWriter text = new StringWriter(512);
  private final XMLStreamWriter xml;

  /** The key's column is always asked for: {@link AnswerReader} looks at whose records they are. */
  Question(Contract contract, SourceSpec spec, SourceCall call) throws XMLStreamException {
    this.contract = contract;
    this.call = call;
    this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    columns.add(spec.keyColumn());
    call.fields().forEach(field -> columns.add(spec.column(field)));
  }

  /**
   * The envelope in UTF-8.
   *
   * @throws RejectedAnswer if the key cannot be written in XML
   */
  byte[] bytes() throws XMLStreamException, RejectedAnswer {
    if (NO_XML.matcher(call.key()).find()) {
      throw new RejectedAnswer("the key holds a character that XML does not allow");
    }
    String envelope = contract.version().namespace();
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement(PREFIX, "Envelope", envelope);
    xml.writeNamespace(PREFIX, envelope);
    xml.writeStartElement(PREFIX, "Body", envelope);
    part(contract.request(), "");
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.flush();
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void part(Part part, String outer) throws XMLStreamException {
    switch (part.filling()) {
      case KEY -> {
        start(part, outer);
        value(call.key());
        xml.writeEndElement();
      }
      case FIELDS -> {
        for (String column : columns) {
          start(part, outer);
          value(column);
          xml.writeEndElement();
        }
      }
      case PARTS -> {
        start(part, outer);
        for (Part inner : part.parts()) {
          part(inner, part.name().getNamespaceURI());
        }
        xml.writeEndElement();
      }
    }
  }

  private void start(Part part, String outer) throws XMLStreamException {
    String namespace = part.name().getNamespaceURI();
    xml.writeStartElement(part.name().getLocalPart());
    if (!namespace.equals(outer)) {
      xml.writeDefaultNamespace(namespace);
    }
  }

  /** A carriage return is a reference, since a reader takes it for a line feed otherwise. */
  private void value(String value) throws XMLStreamException {
    String[] pieces = value.split("\r", -1);
    for (int i = 0; i < pieces.length; i++) {
      if (i > 0) {
        xml.writeEntityRef("#13");
      }
      xml.writeCharacters(pieces[i]);
    }
  }
}
