#!/usr/bin/python3
"""Writes the files beside it with LibreOffice (Debian: libreoffice-calc-nogui and python3-uno): one table in every form
that it knows, and two that can't be read. They are kept, as the tests shall run where it is not installed."""
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.lang import Locale
from com.sun.star.util import Date

HERE = os.path.dirname(os.path.abspath(__file__))
HEADERS = ["login_id", "姓名", "积分", "余额", "生日", "注册时间", "会员", "备注"]
DAY = "YYYY-MM-DD"
TIME = "YYYY-MM-DD HH:MM:SS"


def named(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def connect(pipe):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(100):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # not listening yet
            time.sleep(0.2)
    sys.exit("LibreOffice does not answer")


def fill(document, first_day):
    """`first_day`: the serial number of 1990-01-03 in the document's calendar."""
    formats = document.getNumberFormats()
    locale = Locale("en", "US", "")
    keys = {}
    for code in (DAY, TIME):
        known = formats.queryKey(code, locale, False)
        keys[code] = known if known >= 0 else formats.addNew(code, locale)
    sheet = document.Sheets.getByIndex(0)
    sheet.setName("会员")
    for column, name in enumerate(HEADERS):
        sheet.getCellByPosition(column, 0).String = name
    rows = [("u1", "张三", "7", "=0.1+0.2", 0, 0.5, "=TRUE()", '两行\n"引号", 逗号'),
            ("007", "李四😀", "-8", "1234.5", 1, 1.25, "=FALSE()", ""),
            ("u3", "O'Brien", "1234567", "=1/8", 2, 2, "=TRUE()", "=LOWER(\"ABC\")")]
    for row, (login, name, points, balance, day, moment, member, note) in enumerate(rows, 1):
        def cell(column):
            return sheet.getCellByPosition(column, row)
        cell(0).String = login
        cell(1).String = name
        cell(2).Formula = points
        cell(3).Formula = balance
        cell(4).Value = first_day + day
        cell(4).NumberFormat = keys[DAY]
        cell(5).Value = first_day + moment
        cell(5).NumberFormat = keys[TIME]
        cell(6).Formula = member
        if note.startswith("="):
            cell(7).Formula = note
        else:
            cell(7).String = note
    cursor = sheet.getCellByPosition(1, 1).createTextCursor()
    cursor.goRight(1, True)
    cursor.CharWeight = 150.0
    document.Sheets.insertNewByName("Hidden", 1)
    document.Sheets.getByName("Hidden").IsVisible = False


def save(document, name, filter_name, **options):
    target = uno.systemPathToFileUrl(os.path.join(HERE, name))
    document.storeToURL(target, named(FilterName=filter_name, **options))


def write(desktop):
    document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, named(Hidden=True))
    fill(document, 32876)
    save(document, "people.xlsx", "Calc MS Excel 2007 XML")
    encryption = uno.Any("[]com.sun.star.beans.NamedValue", (NamedValue("CryptoType", "Standard"), NamedValue("OOXPassword", "secret")))
    save(document, "protected.xlsx", "Calc MS Excel 2007 XML", EncryptionData=encryption)
    save(document, "people.xls", "MS Excel 97")
    save(document, "protected.xls", "MS Excel 97", Password="secret")
    save(document, "people.ods", "calc8")
    for name, delimiter, charset in (("people.csv", 44, 76), ("people-gb18030.csv", 59, 85), ("people-utf16.tsv", 9, 65535)):
        save(document, name, "Text - txt - csv (StarCalc)", FilterOptions=f"{delimiter},34,{charset},1,,0,false,true,false")
    document.close(True)
    document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, named(Hidden=True))
    document.NullDate = Date(1, 1, 1904)
    fill(document, 31414)
    save(document, "people-1904.xlsx", "Calc MS Excel 2007 XML")
    document.close(True)


def main():
    pipe = f"write-{os.getpid()}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"])
        try:
            desktop = connect(pipe).ServiceManager.createInstance("com.sun.star.frame.Desktop")
            write(desktop)
            desktop.terminate()
            office.wait(timeout=60)
        finally:
            office.terminate()


main()
