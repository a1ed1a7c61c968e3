package org.mingjing.connectors.soap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.template.RejectedAnswer;

/**
 * Reads the elements of an XML 1.0 document in UTF-8. Document types, entities other than XML's
 * own, processing instructions, deep nesting, many elements and long values are refused; comments
 * are passed over. How many bytes there may be is for the stream to say.
 */
final class StrictXml implements AutoCloseable {
  static final int MAX_DEPTH = 32;
  static final int MAX_ELEMENTS = 1 << 16;

  /** Of one value, in characters. */
  static final int MAX_TEXT = 1 << 18;

  private final Watched bytes;
  private final XMLStreamReader xml;
  private int depth;
  private int elements;

  /** Remembers a failure of the network, which the parser would pass off as one of the document. */
  private static final class Watched extends FilterInputStream {
    private @Nullable IOException failure;

    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return super.read(into, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }

  StrictXml(InputStream document) throws IOException {
    this.bytes = new Watched(document);
    try {
      this.xml = factory().createXMLStreamReader(bytes, "UTF-8");
    } catch (XMLStreamException e) {
      throw explained();
    }
    String encoding = xml.getCharacterEncodingScheme();
    require(encoding == null || encoding.equalsIgnoreCase("UTF-8"), "the answer is not in UTF-8");
    require(
        xml.getVersion() == null || xml.getVersion().equals("1.0"), "the answer is not XML 1.0");
  }

  /** One for each document: a factory keeps the last reader, and with it what it read. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new XMLStreamException("nothing is fetched");
    });
    return factory;
  }

  /** Goes to the document's element. */
  void start() throws IOException {
    while (next() != XMLStreamConstants.START_ELEMENT) {
      // the prolog
    }
  }

  /** Goes to the next child of the element at hand, and true; or to its end. */
  boolean child() throws IOException {
    int event = next();
    while (event == XMLStreamConstants.CHARACTERS) {
      require(xml.isWhiteSpace(), "the answer has text between its elements");
      event = next();
    }
    return event == XMLStreamConstants.START_ELEMENT;
  }

  /** Reads the text of the element at hand, which has no children, and goes to its end. */
  String text() throws IOException {
    StringBuilder text = new StringBuilder();
    int event = next();
    while (event == XMLStreamConstants.CHARACTERS) {
      require(text.length() + xml.getTextLength() <= MAX_TEXT, "a value is too long");
      text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
      event = next();
    }
    require(event == XMLStreamConstants.END_ELEMENT, "a value is not text");
    return text.toString();
  }

  /** Goes to the end of the element at hand. */
  void skip() throws IOException {
    int outside = depth - 1;
    while (depth > outside) {
      next();
    }
  }

  /** Goes to the end of the document, where nothing follows the element. */
  void end() throws IOException {
    while (next() != XMLStreamConstants.END_DOCUMENT) {
      // comments and white space
    }
  }

  QName name() {
    return xml.getName();
  }

  /** An attribute of the element at hand. */
  @Nullable String attribute(String namespace, String local) {
    return xml.getAttributeValue(namespace, local);
  }

  /** Whether all attributes of the element at hand are of this namespace. */
  boolean attributesOnlyOf(String namespace) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (!namespace.equals(xml.getAttributeNamespace(i))) {
        return false;
      }
    }
    return true;
  }

  private int next() throws IOException {
    int event = advanced();
    while (event == XMLStreamConstants.COMMENT) {
      event = advanced();
    }
    return switch (event) {
      case XMLStreamConstants.START_ELEMENT -> {
        require(++depth <= MAX_DEPTH, "the answer is nested too deeply");
        require(++elements <= MAX_ELEMENTS, "the answer has too many elements");
        yield event;
      }
      case XMLStreamConstants.END_ELEMENT -> {
        depth--;
        yield event;
      }
      case XMLStreamConstants.CDATA, XMLStreamConstants.SPACE, XMLStreamConstants.CHARACTERS ->
          XMLStreamConstants.CHARACTERS;
      case XMLStreamConstants.END_DOCUMENT -> event;
      default -> throw new RejectedAnswer("the answer has a document type or instructions");
    };
  }

  private int advanced() throws IOException {
    try {
      return xml.next();
    } catch (XMLStreamException e) {
      throw explained();
    }
  }

  /** The parser's message holds content. */
  private IOException explained() {
    return bytes.failure == null ? new RejectedAnswer("the answer is no XML") : bytes.failure;
  }

  static void require(boolean holds, String detail) throws RejectedAnswer {
    if (!holds) {
      throw new RejectedAnswer(detail);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      xml.close();
    } catch (XMLStreamException e) {
      throw explained();
    }
  }
}
