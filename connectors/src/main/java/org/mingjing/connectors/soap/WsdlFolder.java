package org.mingjing.connectors.soap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.wsdl.xml.WSDLLocator;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.ws.commons.schema.resolver.URIResolver;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The WSDL and schema files of one folder. Nothing else is read, whatever a file refers to, and no
 * file with a document type.
 */
final class WsdlFolder implements URIResolver {
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final int MAX_BYTES = 4 << 20;
  private final Path folder;

  WsdlFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A file of the folder.
   *
   * @param location its name, perhaps behind {@code ./}
   * @throws IllegalArgumentException if it is not there, or may not be read
   */
  InputSource open(@Nullable String location) {
    String name = location == null ? "" : location.replaceFirst("^\\./", "");
    if (!FILE.matcher(name).matches()) {
      throw new IllegalArgumentException("refers to " + name + ", which is no file of its folder");
    }
    try {
      Path file = folder.resolve(name);
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException("has the file " + name + ", larger than 4 MiB");
      }
      byte[] bytes = Files.readAllBytes(file);
      strict().parse(new ByteArrayInputStream(bytes));
      return source(name, bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("has no readable file " + name, e);
    } catch (SAXException e) {
      throw new IllegalArgumentException(
          "has the file " + name + ", which is no XML, or has a document type", e);
    }
  }

  private static InputSource source(String name, byte[] bytes) {
    InputSource source = new InputSource(new ByteArrayInputStream(bytes));
    source.setSystemId(name);
    return source;
  }

  private static DocumentBuilder strict() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's parser does not know its own features", e);
    }
  }

  @Override
  public InputSource resolveEntity(String namespace, String location, String from) {
    return open(location);
  }

  /** How WSDL4J finds a WSDL and what it imports. */
  WSDLLocator locator(String wsdl) {
    return new WSDLLocator() {
      private String latest = wsdl;

      @Override
      public InputSource getBaseInputSource() {
        return open(wsdl);
      }

      @Override
      public InputSource getImportInputSource(String from, String location) {
        latest = location;
        return open(location);
      }

      @Override
      public String getBaseURI() {
        return wsdl;
      }

      @Override
      public String getLatestImportURI() {
        return latest;
      }

      @Override
      public void close() {}
    };
  }
}
