/** Departments that offer SOAP web services: the WSDL's contract, the route template, messages. */
@NullMarked
package org.mingjing.connectors.soap;

import org.jspecify.annotations.NullMarked;
