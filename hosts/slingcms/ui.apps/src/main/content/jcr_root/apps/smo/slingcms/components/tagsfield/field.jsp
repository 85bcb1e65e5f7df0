<%-- Tags below the property basePath, for the form of a new page: the CMS takes the last of several fields of one name into
     the page's template, so the check boxes have none, and the script writes those that are chosen into one. --%>
<%@include file="/libs/sling-cms/global.jsp"%>
<link rel="stylesheet" href="/static/clientlibs/smo-palette/forms.css" />
<sling:getResource path="${properties.basePath}" var="root" />
<ul class="cmp-smo-tags" id="${sling:encode(properties.name,'HTML_ATTR')}" data-cmp-is="smo-tags">
<c:if test="${not empty root}">
    <c:forEach var="tag" items="${sling:listChildren(root)}">
        <c:if test="${tag.valueMap['jcr:primaryType'] == 'sling:Taxonomy'}">
            <li><label class="checkbox"><input type="checkbox" value="${sling:encode(tag.path,'HTML_ATTR')}" /> ${sling:encode(not empty tag.valueMap['jcr:title'] ? tag.valueMap['jcr:title'] : tag.name,'HTML')}</label></li>
        </c:if>
    </c:forEach>
</c:if>
</ul>
<input type="hidden" name="${sling:encode(properties.name,'HTML_ATTR')}" value="" data-cmp-part="chosen" />
