"""Small files as aSc Timetables and FET write them; every name is made up."""

from __future__ import annotations

import io
import zipfile

ASC = """<?xml version="1.0" encoding="windows-1252"?>
<timetable ascttversion="2021.6.2" importtype="database" options="idprefix:MyApp"
 displayname="aSc Timetables 2012 XML" displaycountries="">
 <periods options="canadd" columns="period,name,short,starttime,endtime">
  <period name="1" short="1" period="1" starttime="8:00" endtime="8:40"/>
  <period name="2" short="2" period="2" starttime="8:50" endtime="9:30"/>
  <period name="3" short="3" period="3" starttime="9:40" endtime="10:20"/>
 </periods>
 <daysdefs options="canadd" columns="id,days,name,short">
  <daysdef id="D0" name="Any day" short="X" days="10000,01000,00100,00010,00001"/>
  <daysdef id="D1" name="星期一" short="一" days="10000"/>
  <daysdef id="D2" name="星期二" short="二" days="01000"/>
 </daysdefs>
 <weeksdefs options="canadd" columns="id,weeks,name,short">
  <weeksdef id="W0" name="All weeks" short="All" weeks="11"/>
  <weeksdef id="W1" name="Week A" short="A" weeks="10"/>
 </weeksdefs>
 <subjects options="canadd" columns="id,name,short">
  <subject id="S1" name="语文" short="语"/>
  <subject id="S2" name="体育" short="体"/>
  <subject id="S3" name="英语" short="英"/>
  <subject id="S4" name="教研" short="研"/>
 </subjects>
 <teachers options="canadd" columns="id,firstname,lastname,name,short">
  <teacher id="T1" firstname="演示" lastname="赵" name="赵演示" short="赵"/>
  <teacher id="T2" firstname="演示" lastname="钱" short="钱"/>
 </teachers>
 <classrooms options="canadd" columns="id,name,short">
  <classroom id="R1" name="操场" short="操"/>
  <classroom id="R2" name="一(1)班教室" short="11"/>
 </classrooms>
 <classes options="canadd" columns="id,name,short,teacherid">
  <class id="C1" name="一(1)班" short="11" teacherid="T1"/>
  <class id="C2" name="一(2)班" short="12" teacherid=""/>
 </classes>
 <groups options="canadd" columns="id,classid,name,entireclass,divisiontag">
  <group id="G1" name="Entire class" classid="C1" entireclass="1" divisiontag="0"/>
  <group id="G2" name="甲组" classid="C1" entireclass="0" divisiontag="1"/>
 </groups>
 <lessons options="canadd" columns="id,subjectid,classids,groupids,teacherids,classroomids">
  <lesson id="L1" subjectid="S1" classids="C1" groupids="G1" teacherids="T1" classroomids=""
   periodspercard="1" periodsperweek="2.0" daysdefid="D0" weeksdefid="W0"/>
  <lesson id="L2" subjectid="S2" classids="C1,C2" groupids="" teacherids="T1,T2"
   classroomids="R1" periodspercard="2" periodsperweek="2.0" daysdefid="D0" weeksdefid="W0"/>
  <lesson id="L3" subjectid="S3" classids="C1" groupids="G2" teacherids="T2" classroomids=""
   periodspercard="1" periodsperweek="0.5" daysdefid="D0" weeksdefid="W1"/>
  <lesson id="L4" subjectid="S4" classids="" groupids="" teacherids="T1,T2" classroomids=""
   periodspercard="1" periodsperweek="1.0" daysdefid="D0" weeksdefid="W0"/>
 </lessons>
 <cards options="canadd" columns="lessonid,period,days,weeks,terms,classroomids">
  <card lessonid="L1" classroomids="R2" period="1" weeks="11" terms="1" days="10000"/>
  <card lessonid="L1" classroomids="" period="1" weeks="11" terms="1" days="01000"/>
  <card lessonid="L2" classroomids="" period="2" weeks="11" terms="1" days="10000"/>
  <card lessonid="L2" classroomids="" period="3" weeks="11" terms="1" days="10000"/>
  <card lessonid="L3" classroomids="" period="2" weeks="10" terms="1" days="01000"/>
  <card lessonid="L4" classroomids="" period="3" weeks="11" terms="1" days="01000"/>
 </cards>
</timetable>
"""
OF_ASC = [  # weekday, period, class, subject, teacher, room, weeks, group
    ("1", 1, "一(1)班", "语文", "赵演示", "一(1)班教室", "every", ""),
    ("2", 1, "一(1)班", "语文", "赵演示", "", "every", ""),
    ("1", 2, "一(1)班、一(2)班", "体育", "赵演示、钱演示", "操场", "every", ""),
    ("1", 3, "一(1)班、一(2)班", "体育", "赵演示、钱演示", "操场", "every", ""),
    ("2", 2, "一(1)班", "英语", "钱演示", "", "odd", "甲组"),
]

ASC_OF_2008 = """<?xml version="1.0" encoding="UTF-8"?>
<timetable displayname="aSc Timetables 2008 XML">
 <days><day name="Monday" short="Mo" day="0"/><day name="Tuesday" short="Tu" day="1"/></days>
 <subjects><subject id="S1" name="语文"/></subjects>
 <teachers><teacher id="T1" name="赵演示"/></teachers>
 <classrooms/><classes><class id="C1" name="一(1)班"/></classes><groups/>
 <lessons><lesson id="L1" subjectid="S1" classid="C1" teacherid="T1"/></lessons>
 <cards><card lessonid="L1" day="1" period="3"/></cards>
</timetable>
"""

PLACES = """<Activity><Id>1</Id><Day>周一</Day><Hour>第1节</Hour><Room></Room></Activity>
<Activity><Id>2</Id><Day>周一</Day><Hour>第2节</Hour><Room>操场</Room></Activity>
<Activity><Id>3</Id><Day>周二</Day><Hour>第1节</Hour><Room></Room></Activity>
<Activity><Id>4</Id><Day>周二</Day><Hour>第2节</Hour><Room></Room></Activity>"""
PLACEMENTS = f"""<?xml version="1.0" encoding="UTF-8"?>
<Activities_Timetable>{PLACES}</Activities_Timetable>
"""
LOCKS = (
    "<Time_Constraints_List>"
    + "".join(
        "<ConstraintActivityPreferredStartingTime><Weight_Percentage>100</Weight_Percentage>"
        f"<Activity_Id>{id}</Activity_Id><Preferred_Day>{day}</Preferred_Day>"
        f"<Preferred_Hour>{hour}</Preferred_Hour><Permanently_Locked>false</Permanently_Locked>"
        "<Active>true</Active></ConstraintActivityPreferredStartingTime>"
        for id, day, hour in (
            (1, "周一", "第1节"), (2, "周一", "第2节"), (3, "周二", "第1节"), (4, "周二", "第2节"),
        )
    )
    + "</Time_Constraints_List><Space_Constraints_List><ConstraintActivityPreferredRoom>"
    "<Weight_Percentage>100</Weight_Percentage><Activity_Id>2</Activity_Id><Room>操场</Room>"
    "<Active>true</Active></ConstraintActivityPreferredRoom></Space_Constraints_List>"
)  # fmt: skip
DATA = """<?xml version="1.0" encoding="UTF-8"?>
<fet version="6.8.5">
<Mode>Official</Mode>
<Institution_Name>东二小</Institution_Name>
<Comments></Comments>
<Days_List><Number_of_Days>2</Number_of_Days>
<Day><Name>周一</Name></Day><Day><Name>周二</Name></Day></Days_List>
<Hours_List><Number_of_Hours>3</Number_of_Hours>
<Hour><Name>第1节</Name></Hour><Hour><Name>第2节</Name></Hour><Hour><Name>第3节</Name></Hour>
</Hours_List>
<Subjects_List><Subject><Name>语文</Name></Subject></Subjects_List>
<Teachers_List><Teacher><Name>赵演示</Name></Teacher></Teachers_List>
<Students_List><Year><Name>一年级</Name>
<Group><Name>一(1)班</Name><Subgroup><Name>一(1)班 甲组</Name></Subgroup></Group>
<Group><Name>一(2)班</Name></Group></Year></Students_List>
<Activities_List>
<Activity><Teacher>赵演示</Teacher><Subject>语文</Subject><Students>一(1)班</Students>
<Duration>1</Duration><Id>1</Id><Active>true</Active></Activity>
<Activity><Teacher>赵演示</Teacher><Teacher>钱演示</Teacher><Subject>体育</Subject>
<Students>一年级</Students><Duration>2</Duration><Id>2</Id><Active>true</Active></Activity>
<Activity><Teacher>钱演示</Teacher><Subject>英语</Subject><Students>一(1)班 甲组</Students>
<Duration>1</Duration><Id>3</Id><Active>true</Active></Activity>
<Activity><Teacher>赵演示</Teacher><Subject>教研</Subject><Duration>1</Duration><Id>4</Id>
<Active>true</Active></Activity>
<Activity><Teacher>赵演示</Teacher><Subject>语文</Subject><Students>一(2)班</Students>
<Duration>1</Duration><Id>5</Id><Active>false</Active></Activity>
</Activities_List>
%s
</fet>
"""
FET = DATA % LOCKS
FET_UNPLACED = DATA % ""
FET_WITH_TABLE = DATA % (
    f"<Timetable><Activities_Timetable>{PLACES}</Activities_Timetable></Timetable>"
)
OF_FET = [
    ("1", 1, "一(1)班", "语文", "赵演示", "", "every", ""),
    ("1", 2, "一(1)班、一(2)班", "体育", "赵演示、钱演示", "操场", "every", ""),
    ("1", 3, "一(1)班、一(2)班", "体育", "赵演示、钱演示", "操场", "every", ""),
    ("2", 1, "一(1)班", "英语", "钱演示", "", "every", "甲组"),
]


def packed(**members: str) -> bytes:
    """An archive with these texts in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "."), text)
    return out.getvalue()
