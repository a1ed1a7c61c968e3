package org.mingjing.connectors.soap;

import javax.xml.namespace.QName;

/** What differs between the versions of SOAP on the wire. */
enum SoapVersion {
  /** W3C Note of 8 May 2000. */
  SOAP_11("http://schemas.xmlsoap.org/soap/envelope/", "text/xml"),
  /** W3C Recommendation of 27 April 2007. */
  SOAP_12("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml");

  private final String namespace;
  private final String mediaType;

  SoapVersion(String namespace, String mediaType) {
    this.namespace = namespace;
    this.mediaType = mediaType;
  }

  String namespace() {
    return namespace;
  }

  String mediaType() {
    return mediaType;
  }

  QName name(String local) {
    return new QName(namespace, local);
  }
}
