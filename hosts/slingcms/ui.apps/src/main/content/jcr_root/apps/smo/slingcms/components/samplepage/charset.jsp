<%-- HTL has no way to name the encoding of a page, and Sling CMS names none: what Latin-1 lacks would become '?'. --%><%@page session="false" contentType="text/html; charset=UTF-8"%>
